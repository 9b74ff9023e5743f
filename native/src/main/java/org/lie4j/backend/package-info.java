/**
 * ND4J's CPU backend, with operands that live as long as the operation that uses them.
 */
package org.lie4j.backend;

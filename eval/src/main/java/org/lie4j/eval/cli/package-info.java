/** The commands. */
package org.lie4j.eval.cli;

/** Whole networks for point clouds. */
package org.lie4j.apen.models;

/** Whole networks for point clouds, as configurations of Deeplearning4j graphs. */
package org.lie4j.apen.models;

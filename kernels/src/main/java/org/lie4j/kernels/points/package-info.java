/** Group convolutions on point clouds, where space is not a grid but a set of points. */
package org.lie4j.kernels.points;

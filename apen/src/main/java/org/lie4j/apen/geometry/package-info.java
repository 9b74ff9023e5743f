/**
 * Articulated bodies, furniture and rooms as labelled point clouds, and their files: motion capture, meshes, clouds. Coordinates are
 * in space, y up unless said otherwise.
 */
package org.lie4j.apen.geometry;

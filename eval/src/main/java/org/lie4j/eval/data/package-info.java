/**
 * Digit images: the MNIST files, the slice of them that comes with the library, and the seeded recipes that deform them.
 *
 * <p>Pixels are unsigned bytes, row-major, 0 for paper and 255 for full ink; labels are the classes 0 to 9. Nothing here
 * touches the network.
 */
package org.lie4j.eval.data;

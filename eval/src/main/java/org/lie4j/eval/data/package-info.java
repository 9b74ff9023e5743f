/**
 * Digit images: the files of MNIST and affNIST, the slice of MNIST that comes with the library, and the seeded recipes
 * that deform digits.
 *
 * <p>Pixels are unsigned bytes, row-major, 0 for paper and 255 for full ink; labels are the classes 0 to 9. Nothing here
 * touches the network.
 */
package org.lie4j.eval.data;

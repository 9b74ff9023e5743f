package org.lie4j.kernels;

/** A group of n×n matrices, and coordinates of its elements that kernels can be functions of. */
public interface KernelGroup {
    /**
     * Size of the matrices: the dimension of the space it acts on.
     *
     * @return 2 for images, 3 for volumes
     */
    int matrixSize();

    /**
     * Number of coordinates of an element.
     *
     * @return at least 1
     */
    int coordinates();

    /**
     * Which coordinate is an angle.
     *
     * @return its number, or -1 if there is none
     */
    int angleCoordinate();

    /**
     * The coordinates of elements. Where an element has several, always the same are chosen, whatever the rounding.
     *
     * @param g elements {@code [count, n, n]}, row-major, not modified
     * @param gOff where they start
     * @param xi modified: {@code [count, coordinates]}
     * @param xiOff where they start
     * @param count number of elements
     */
    void toCoordinates(double[] g, int gOff, double[] xi, int xiOff, int count);
}

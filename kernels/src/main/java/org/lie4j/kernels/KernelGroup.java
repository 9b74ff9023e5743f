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
     * Whether a coordinate is an angle or a component of a rotation vector, from -π to π.
     *
     * @param coordinate its number
     * @return true if so
     */
    boolean isAngle(int coordinate);

    /**
     * Number of coordinates of log P; they come first.
     *
     * @return at least 0
     */
    int symmetricDimension();

    /**
     * Whether the group holds the rotations.
     *
     * @return false for the scales
     */
    boolean rotates();

    /**
     * Whether the group holds uniform scales.
     *
     * @return true if so
     */
    boolean scales();

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

    /**
     * The elements of coordinates.
     *
     * @param xi {@code [count, coordinates]}, not modified
     * @param xiOff where they start
     * @param g modified: {@code [count, n, n]}
     * @param gOff where they start
     * @param count number of elements
     */
    void toElements(double[] xi, int xiOff, double[] g, int gOff, int count);

    /**
     * Density of Haar measure in the coordinates.
     *
     * @param xi coordinates of one element, not modified
     * @param xiOff where they start
     * @return the density, 1 at the identity
     */
    double haarDensity(double[] xi, int xiOff);
}

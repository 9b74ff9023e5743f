package org.lie4j.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A finite group of orthogonal matrices: its elements, numbered, with the tables of products and inverses. Element 0 is the
 * identity. Immutable.
 */
public final class FiniteGroup {
    private static final double SAME = 1e-9;
    private static final int LARGEST = 10_000;

    private final String name;
    private final int n;
    private final double[][] elements;
    private final int[][] products;
    private final int[] inverses;

    private FiniteGroup(String name, int n, List<double[]> elements) {
        this.name = name;
        this.n = n;
        this.elements = elements.toArray(new double[0][]);
        int order = this.elements.length;
        products = new int[order][order];
        inverses = new int[order];
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < order; j++) {
                products[i][j] = indexOf(elements, Decomposition.product(n, this.elements[i], this.elements[j]));
                if (products[i][j] == 0) {
                    inverses[i] = j;
                }
            }
        }
    }

    /**
     * The rotations of the plane by multiples of 2π/order.
     *
     * @param order number of elements, at least 1
     * @return the group C_order, of 2×2 matrices; element k is the rotation by 2πk/order
     * @throws IllegalArgumentException if the order is less than 1
     */
    public static FiniteGroup cyclic(int order) {
        requireOrder(order);
        return new FiniteGroup("C" + order, 2, rotations(order));
    }

    /**
     * The symmetries of a regular polygon.
     *
     * @param corners number of corners, at least 1; half the number of elements
     * @return the group D_corners, of 2×2 matrices; the rotations come first, then each followed by the reflection y ↦ -y
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static FiniteGroup dihedral(int corners) {
        requireOrder(corners);
        List<double[]> elements = rotations(corners);
        for (double[] r : List.copyOf(elements)) {
            elements.add(new double[] {r[0], -r[1], r[2], -r[3]});
        }
        return new FiniteGroup("D" + corners, 2, elements);
    }

    /**
     * The 24 rotations of a cube.
     *
     * @return the octahedral rotation group, of 3×3 matrices
     */
    public static FiniteGroup octahedral() {
        double[] quarterTurn = {0, -1, 0, 1, 0, 0, 0, 0, 1};
        double[] cycle = {0, 0, 1, 1, 0, 0, 0, 1, 0};
        return generated("O", 3, quarterTurn, cycle);
    }

    /**
     * The 60 rotations of an icosahedron.
     *
     * @return the icosahedral rotation group, of 3×3 matrices
     */
    public static FiniteGroup icosahedral() {
        double phi = 0.5 * (1 + Math.sqrt(5));
        double norm = Math.sqrt(1 + phi * phi);
        double angle = 2 * Math.PI / 5;
        double[] fifthTurn = SO.of(3).exp(0, angle / norm, angle * phi / norm);
        double[] cycle = {0, 0, 1, 1, 0, 0, 0, 1, 0};
        return generated("I", 3, fifthTurn, cycle);
    }

    /**
     * The group that orthogonal matrices generate.
     *
     * @param name its name
     * @param n size of the matrices
     * @param generators {@code [n, n]} each, orthogonal
     * @return the group
     * @throws IllegalArgumentException if a generator is not orthogonal
     * @throws ArithmeticException if there are more than 10,000 elements, as for a generator of infinite order
     */
    public static FiniteGroup generated(String name, int n, double[]... generators) {
        List<double[]> elements = new ArrayList<>();
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i * (n + 1)] = 1;
        }
        elements.add(identity);
        for (double[] g : generators) {
            Members.requireOrthogonal(n, g, 0);
        }
        for (int i = 0; i < elements.size(); i++) {
            for (double[] g : generators) {
                double[] product = Decomposition.product(n, g, elements.get(i));
                if (indexOf(elements, product) < 0) {
                    if (elements.size() == LARGEST) {
                        throw new ArithmeticException(
                                "expected generators of a finite group, got more than " + LARGEST + " elements");
                    }
                    elements.add(product);
                }
            }
        }
        return new FiniteGroup(name, n, elements);
    }

    private static List<double[]> rotations(int order) {
        List<double[]> elements = new ArrayList<>();
        for (int k = 0; k < order; k++) {
            double angle = 2 * Math.PI * k / order;
            elements.add(SO.of(2).exp(angle));
        }
        return elements;
    }

    private static void requireOrder(int order) {
        if (order < 1 || order > LARGEST / 2) {
            throw new IllegalArgumentException("order: expected 1 to " + LARGEST / 2 + ", got " + order);
        }
    }

    private static int indexOf(List<double[]> elements, double[] matrix) {
        for (int i = 0; i < elements.size(); i++) {
            double difference = 0;
            for (int k = 0; k < matrix.length && difference < SAME; k++) {
                difference = Math.max(difference, Math.abs(elements.get(i)[k] - matrix[k]));
            }
            if (difference < SAME) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The usual name.
     *
     * @return for example {@code D4}
     */
    public String name() {
        return name;
    }

    /**
     * The number of elements.
     *
     * @return at least 1
     */
    public int order() {
        return elements.length;
    }

    /**
     * Side of the matrices.
     *
     * @return n
     */
    public int matrixSize() {
        return n;
    }

    /**
     * The matrix of an element.
     *
     * @param element its number
     * @return new array {@code [n, n]}, row-major
     */
    public double[] matrix(int element) {
        return elements[element].clone();
    }

    /**
     * The matrices of all elements.
     *
     * @return new array {@code [order, n, n]}
     */
    public double[] matrices() {
        return Decomposition.concatenated(elements);
    }

    /**
     * The product of two elements.
     *
     * @param a number of the left factor
     * @param b number of the right factor
     * @return number of a b
     */
    public int compose(int a, int b) {
        return products[a][b];
    }

    /**
     * The inverse of an element.
     *
     * @param a its number
     * @return number of a⁻¹
     */
    public int inverse(int a) {
        return inverses[a];
    }

    /**
     * The element that a matrix is.
     *
     * @param matrix {@code [n, n]}
     * @return its number, or -1 if the matrix is none of the elements
     */
    public int indexOf(double[] matrix) {
        return indexOf(Arrays.asList(elements), matrix);
    }

    /**
     * The conjugacy classes.
     *
     * @return for each element, the smallest number in its class
     */
    public int[] conjugacyClasses() {
        int[] classes = new int[order()];
        for (int a = 0; a < order(); a++) {
            classes[a] = a;
            for (int g = 0; g < order(); g++) {
                classes[a] = Math.min(classes[a], products[products[g][a]][inverses[g]]);
            }
        }
        return classes;
    }

    @Override
    public String toString() {
        return name + ", order " + order();
    }
}

package org.lie4j.groups.representations;

import java.util.ArrayList;
import java.util.List;
import org.lie4j.groups.FiniteGroup;
import org.lie4j.groups.LieGroup;

/**
 * A group of n×n matrices as far as equivariance needs to know it: a basis of its Lie algebra, and discrete elements that generate the rest. Immutable.
 */
public final class Symmetry {
    private final String name;
    private final int n;
    private final List<double[]> algebra;
    private final List<double[]> discrete;

    private Symmetry(String name, int n, List<double[]> algebra, List<double[]> discrete) {
        this.name = name;
        this.n = n;
        this.algebra = algebra;
        this.discrete = discrete;
    }

    /**
     * A symmetry given by generators.
     *
     * @param name tells symmetries apart: equal names mean equal groups
     * @param n size of the matrices
     * @param algebra elements {@code [n, n]} that generate the Lie algebra
     * @param discrete elements {@code [n, n]} of the group
     * @return the symmetry
     * @throws IllegalArgumentException if a matrix has another size
     */
    public static Symmetry of(String name, int n, List<double[]> algebra, List<double[]> discrete) {
        List<double[]> all = new ArrayList<>(algebra);
        all.addAll(discrete);
        for (double[] m : all) {
            if (m.length != n * n) {
                throw new IllegalArgumentException(
                        "generator: expected " + n + "x" + n + " = " + n * n + " numbers, got " + m.length);
            }
        }
        return new Symmetry(
                name,
                n,
                algebra.stream().map(double[]::clone).toList(),
                discrete.stream().map(double[]::clone).toList());
    }

    /**
     * A connected Lie group.
     *
     * @param group the group
     * @return the symmetry by its defining matrices
     */
    public static Symmetry of(LieGroup group) {
        int n = group.matrixSize();
        List<double[]> algebra = new ArrayList<>();
        for (int k = 0; k < group.dimension(); k++) {
            double[] unit = new double[group.dimension()];
            double[] hat = new double[n * n];
            unit[k] = 1;
            group.hat(unit, 0, hat, 0);
            algebra.add(hat);
        }
        return new Symmetry(group.name(), n, algebra, List.of());
    }

    /**
     * A finite group.
     *
     * @param group the group
     * @return the symmetry by its matrices
     */
    public static Symmetry of(FiniteGroup group) {
        List<double[]> discrete = new ArrayList<>();
        for (int i = 1; i < group.order(); i++) {
            discrete.add(group.matrix(i));
        }
        return new Symmetry(group.name(), group.matrixSize(), List.of(), discrete);
    }

    /**
     * The symmetric group as permutation matrices.
     *
     * @param n number of things, at least 2
     * @return S_n, by a transposition and a cycle
     */
    public static Symmetry permutations(int n) {
        if (n < 2) {
            throw new IllegalArgumentException("n: expected at least 2, got " + n);
        }
        double[] swap = new double[n * n];
        double[] cycle = new double[n * n];
        for (int i = 0; i < n; i++) {
            swap[i * n + (i < 2 ? 1 - i : i)] = 1;
            cycle[(i + 1) % n * n + i] = 1;
        }
        return new Symmetry("S" + n, n, List.of(), List.of(swap, cycle));
    }

    /**
     * The proper orthochronous Lorentz group SO⁺(1, 3), of the form -t² + x² + y² + z².
     *
     * @return the symmetry, of 4×4 matrices, time first
     */
    public static Symmetry lorentz() {
        List<double[]> algebra = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            for (int j = i + 1; j < 4; j++) {
                double[] a = new double[16];
                a[i * 4 + j] = 1;
                a[j * 4 + i] = i == 0 ? 1 : -1;
                algebra.add(a);
            }
        }
        return new Symmetry("SO+(1,3)", 4, algebra, List.of());
    }

    /**
     * This symmetry with a further element.
     *
     * @param newName the name of the larger group
     * @param element {@code [n, n]}, for example a reflection
     * @return the group that both generate
     */
    public Symmetry with(String newName, double[] element) {
        List<double[]> more = new ArrayList<>(discrete);
        more.add(element);
        return of(newName, n, algebra, more);
    }

    /**
     * The name.
     *
     * @return for example {@code SO(3)}
     */
    public String name() {
        return name;
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
     * The generators of the Lie algebra.
     *
     * @return copies, {@code [n, n]} each
     */
    public List<double[]> algebra() {
        return algebra.stream().map(double[]::clone).toList();
    }

    /**
     * The discrete generators.
     *
     * @return copies, {@code [n, n]} each
     */
    public List<double[]> discrete() {
        return discrete.stream().map(double[]::clone).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}

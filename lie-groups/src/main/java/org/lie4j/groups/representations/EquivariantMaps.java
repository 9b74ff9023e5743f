package org.lie4j.groups.representations;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The linear maps W from one representation to another that commute with a group, ρ_out(g) W = W ρ_in(g): an orthonormal basis of them, and the
 * orthogonal projector onto them (Finzi, Welling &amp; Wilson, ICML 2021, section 4).
 *
 * <p>A connected group is met by dρ_out(A) W = W dρ_in(A) for generators A of its Lie algebra, the rest by discrete generators. The constraints are taken
 * one after the other, each by a singular value decomposition within what the earlier ones have left. Immutable.
 */
public final class EquivariantMaps {
    /** Singular values up to this one count as 0. */
    private static final double ZERO = 1e-5;

    private static final Map<String, EquivariantMaps> CACHE = new ConcurrentHashMap<>();

    private final int rows;
    private final int columns;
    private final DMatrixRMaj basis;
    private final double smallestNonzero;
    private final double largestZero;

    private EquivariantMaps(int rows, int columns, DMatrixRMaj basis, double smallestNonzero, double largestZero) {
        this.rows = rows;
        this.columns = columns;
        this.basis = basis;
        this.smallestNonzero = smallestNonzero;
        this.largestZero = largestZero;
    }

    /**
     * Finds the maps, or takes them from a cache by the names of symmetry and representations.
     *
     * @param symmetry the group
     * @param in representation on the input space
     * @param out representation on the output space
     * @return the maps
     * @throws IllegalArgumentException if the sizes of the matrices differ
     */
    public static EquivariantMaps of(Symmetry symmetry, Representation in, Representation out) {
        if (in.matrixSize() != symmetry.matrixSize() || out.matrixSize() != symmetry.matrixSize()) {
            throw new IllegalArgumentException("expected representations of " + symmetry.name() + ", matrices of side "
                    + symmetry.matrixSize() + ", got sides " + in.matrixSize() + " and " + out.matrixSize());
        }
        String key = symmetry.name() + "/" + symmetry.matrixSize() + ": " + in.name() + " -> " + out.name();
        return CACHE.computeIfAbsent(key, k -> find(symmetry, in, out));
    }

    /**
     * The invariant vectors of a representation: the maps from scalars.
     *
     * @param symmetry the group
     * @param representation the representation
     * @return the maps, of one column
     */
    public static EquivariantMaps invariants(Symmetry symmetry, Representation representation) {
        return of(symmetry, Representations.scalar(symmetry.matrixSize()), representation);
    }

    private static EquivariantMaps find(Symmetry symmetry, Representation in, Representation out) {
        int rows = out.dimension();
        int columns = in.dimension();
        Search search = new Search(rows, columns);
        for (double[] a : symmetry.algebra()) {
            search.constrain(out.derivative(a), in.derivative(a));
        }
        for (double[] h : symmetry.discrete()) {
            search.constrain(out.of(h), in.of(h));
        }
        return new EquivariantMaps(rows, columns, search.basis, search.smallestNonzero, search.largestZero);
    }

    /** A space of maps that shrinks with each constraint L W = W R. */
    private static final class Search {
        private final int rows;
        private final int columns;
        private DMatrixRMaj basis;
        private double smallestNonzero = Double.POSITIVE_INFINITY;
        private double largestZero;

        Search(int rows, int columns) {
            this.rows = rows;
            this.columns = columns;
            basis = CommonOps_DDRM.identity(rows * columns);
        }

        void constrain(double[] left, double[] right) {
            int length = rows * columns;
            int dimension = basis.numCols;
            if (dimension == 0) {
                return;
            }
            DMatrixRMaj violation = new DMatrixRMaj(length, dimension);
            for (int k = 0; k < dimension; k++) {
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        double sum = 0;
                        for (int l = 0; l < rows; l++) {
                            sum += left[i * rows + l] * basis.get(l * columns + j, k);
                        }
                        for (int l = 0; l < columns; l++) {
                            sum -= basis.get(i * columns + l, k) * right[l * columns + j];
                        }
                        violation.set(i * columns + j, k, sum);
                    }
                }
            }
            keepNullSpace(violation);
        }

        private void keepNullSpace(DMatrixRMaj violation) {
            int dimension = violation.numCols;
            SingularValueDecomposition_F64<DMatrixRMaj> svd =
                    DecompositionFactory_DDRM.svd(violation.numRows, dimension, false, true, false);
            if (!svd.decompose(violation)) {
                throw new ArithmeticException("singular value decomposition: no convergence for a matrix of "
                        + violation.numRows + "x" + dimension);
            }
            double[] sigma = svd.getSingularValues();
            DMatrixRMaj v = svd.getV(null, false);
            int kept = 0;
            for (int k = 0; k < dimension; k++) {
                kept += isZero(k < svd.numberOfSingularValues() ? sigma[k] : 0) ? 1 : 0;
            }
            DMatrixRMaj null0 = new DMatrixRMaj(dimension, kept);
            for (int k = 0, to = 0; k < dimension; k++) {
                double value = k < svd.numberOfSingularValues() ? sigma[k] : 0;
                if (isZero(value)) {
                    largestZero = Math.max(largestZero, value);
                    for (int i = 0; i < dimension; i++) {
                        null0.set(i, to, v.get(i, k));
                    }
                    to++;
                } else {
                    smallestNonzero = Math.min(smallestNonzero, value);
                }
            }
            DMatrixRMaj smaller = new DMatrixRMaj(basis.numRows, kept);
            CommonOps_DDRM.mult(basis, null0, smaller);
            basis = smaller;
        }

        private static boolean isZero(double singularValue) {
            return singularValue <= ZERO;
        }
    }

    /**
     * How many independent maps there are.
     *
     * @return dimension of the space, possibly 0
     */
    public int dimension() {
        return basis.numCols;
    }

    /**
     * One map of the orthonormal basis.
     *
     * @param k its number, from 0
     * @return new array {@code [out dimension, in dimension]}, of Frobenius norm 1
     */
    public double[] basis(int k) {
        double[] w = new double[rows * columns];
        for (int i = 0; i < w.length; i++) {
            w[i] = basis.get(i, k);
        }
        return w;
    }

    /**
     * The equivariant map nearest to a given one.
     *
     * @param w {@code [out dimension, in dimension]}; not modified
     * @return new array: P w
     * @throws IllegalArgumentException if w has another length
     */
    public double[] project(double[] w) {
        if (w.length != rows * columns) {
            throw new IllegalArgumentException(
                    "map: expected " + rows + "x" + columns + " = " + rows * columns + " numbers, got " + w.length);
        }
        double[] out = new double[w.length];
        for (int k = 0; k < dimension(); k++) {
            double dot = 0;
            for (int i = 0; i < w.length; i++) {
                dot += basis.get(i, k) * w[i];
            }
            for (int i = 0; i < w.length; i++) {
                out[i] += dot * basis.get(i, k);
            }
        }
        return out;
    }

    /**
     * How clearly the constraints told zero from nonzero.
     *
     * @return the smallest singular value taken as nonzero over the largest taken as zero; infinite if one of both is missing
     */
    public double gap() {
        return largestZero == 0 ? Double.POSITIVE_INFINITY : smallestNonzero / largestZero;
    }
}

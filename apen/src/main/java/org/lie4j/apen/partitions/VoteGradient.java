package org.lie4j.apen.partitions;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Derivatives of clustered votes with respect to the votes, without unrolling the clustering: α = α̃ + I(α̃)⁻¹ s(Y; α̃) with α̃ the
 * converged parameters, held fixed, s the score and I the Fisher information (Atzmon et al., ICLR 2024, section 4). At convergence s =
 * 0, so the value is α̃, and the derivative is I⁻¹ ∂s/∂Y.
 *
 * <p>Parameters are (a, μ) with π = softmax(a). With {@link Information#OBSERVED} the derivative is that of the fixed point, by the
 * implicit function theorem; the others are approximations. Which information the paper means it does not say. Not valid at a
 * merger, where clusters jump.
 *
 * <p>Immutable and thread-safe. Costs one factorisation of a k(d+1) square matrix.
 */
public final class VoteGradient {
    /** Which estimate of the Fisher information. */
    public enum Information {
        /** Minus the Hessian of the log-likelihood at these votes: exact derivatives. */
        OBSERVED,
        /** That of votes whose components are known: block-diagonal, exact where clusters do not overlap, too large elsewhere. */
        COMPLETE,
        /** The sum of outer products of the votes' scores: wrong by (σ / spread of the votes)² where σ is not the votes' spread. */
        EMPIRICAL
    }

    private final int n;
    private final int d;
    private final int k;
    private final double[] q;
    private final double[] weights;
    /** v_ij = (y_i - μ_j) / σ², {@code [n, k, d]}. */
    private final double[] pull;

    private final double variance;
    private final DMatrixRMaj information;

    private VoteGradient(VoteMixture mixture, double[] votes, Information kind) {
        d = mixture.dimension();
        n = PointArrays.requirePoints(votes, d);
        k = mixture.components();
        variance = mixture.sigma() * mixture.sigma();
        weights = mixture.weights();
        q = new double[n * k];
        mixture.responsibilities(votes, n, q);
        pull = new double[n * k * d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < k; j++) {
                for (int c = 0; c < d; c++) {
                    pull[(i * k + j) * d + c] = (votes[i * d + c] - mixture.meansWithoutCopy()[j * d + c]) / variance;
                }
            }
        }
        information = information(kind);
    }

    /**
     * Prepares derivatives.
     *
     * @param mixture the converged mixture, as of {@link VoteClustering}
     * @param votes {@code [n, d]}, the votes that were clustered; not modified
     * @param kind which information
     * @return the derivatives
     * @throws IllegalArgumentException if the array's length is no multiple of d, or a coordinate is not finite
     */
    public static VoteGradient of(VoteMixture mixture, double[] votes, Information kind) {
        return new VoteGradient(mixture, votes, java.util.Objects.requireNonNull(kind, "kind"));
    }

    /**
     * The score s(Y; α̃), which says how far the mixture is from convergence.
     *
     * @return new array, {@code [k + k·d]}: with respect to a, then μ
     */
    public double[] score() {
        double[] score = new double[k + k * d];
        for (int i = 0; i < n; i++) {
            addPointScore(i, score);
        }
        return score;
    }

    private void addPointScore(int i, double[] out) {
        for (int j = 0; j < k; j++) {
            double r = q[i * k + j];
            out[j] += r - weights[j];
            for (int c = 0; c < d; c++) {
                out[k + j * d + c] += r * pull[(i * k + j) * d + c];
            }
        }
    }

    private DMatrixRMaj information(Information kind) {
        int m = k * (d + 1);
        DMatrixRMaj matrix = new DMatrixRMaj(m, m);
        double[] g = new double[m];
        for (int i = 0; i < n; i++) {
            if (kind != Information.COMPLETE) {
                Arrays.fill(g, 0);
                addPointScore(i, g);
                // In the observed information the share's part of the score cancels: Σ r rᵀ, less n π πᵀ below.
                for (int j = 0; j < k && kind == Information.OBSERVED; j++) {
                    g[j] = q[i * k + j];
                }
                for (int a = 0; a < m; a++) {
                    for (int b = 0; b < m; b++) {
                        matrix.data[a * m + b] += g[a] * g[b];
                    }
                }
            }
            if (kind != Information.EMPIRICAL) {
                addComponents(i, kind == Information.OBSERVED, matrix);
            }
        }
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                if (kind != Information.EMPIRICAL) {
                    matrix.add(a, b, -n * weights[a] * weights[b] + (a == b ? n * weights[a] : 0));
                }
                // a + constant is the same π: the score has no part along it, and any positive number settles it.
                matrix.add(a, b, n / (double) k);
            }
        }
        return matrix;
    }

    /** Minus Σ_j r_j (∇l ∇lᵀ + ∇²l) of one vote, but for the constant part of a's; without the first term if not observed. */
    private void addComponents(int i, boolean observed, DMatrixRMaj matrix) {
        for (int j = 0; j < k; j++) {
            double r = q[i * k + j];
            if (observed) {
                matrix.add(j, j, -r);
            }
            for (int c = 0; c < d; c++) {
                int row = k + j * d + c;
                double v = pull[(i * k + j) * d + c];
                matrix.add(row, row, r / variance);
                for (int e = 0; e < d && observed; e++) {
                    matrix.add(row, k + j * d + e, -r * v * pull[(i * k + j) * d + e]);
                }
                if (observed) {
                    matrix.add(j, row, -r * v);
                    matrix.add(row, j, -r * v);
                }
            }
        }
    }

    /**
     * Pulls derivatives of a loss back to the votes.
     *
     * @param byMeans {@code [k, d]}, derivatives with respect to the centres; null for zeros; not modified
     * @param byWeights {@code [k]}, with respect to the shares π; null for zeros; not modified
     * @param byPosterior {@code [n, k]}, with respect to Q, which depends on the votes and on the clusters; null for zeros; not
     *     modified
     * @return new array, {@code [n, d]}
     * @throws IllegalArgumentException if a length differs
     * @throws ArithmeticException if the information is singular, as where a cluster is about to split
     */
    public double[] backward(double[] byMeans, double[] byWeights, double[] byPosterior) {
        double[] upstream = new double[k * (d + 1)];
        double[] out = new double[n * d];
        if (byMeans != null) {
            requireLength("by means", byMeans, k * d);
            System.arraycopy(byMeans, 0, upstream, k, k * d);
        }
        if (byWeights != null) {
            requireLength("by weights", byWeights, k);
            double mean = 0;
            for (int j = 0; j < k; j++) {
                mean += byWeights[j] * weights[j];
            }
            for (int j = 0; j < k; j++) {
                upstream[j] += weights[j] * (byWeights[j] - mean);
            }
        }
        if (byPosterior != null) {
            requireLength("by posterior", byPosterior, n * k);
            posteriorBackward(byPosterior, upstream, out);
        }
        scoreBackward(solve(upstream), out);
        return out;
    }

    private static void requireLength(String name, double[] array, int expected) {
        if (array.length != expected) {
            throw new IllegalArgumentException(name + ": expected " + expected + " numbers, got " + array.length);
        }
    }

    private void posteriorBackward(double[] byPosterior, double[] upstream, double[] out) {
        for (int i = 0; i < n; i++) {
            double mean = 0;
            for (int j = 0; j < k; j++) {
                mean += byPosterior[i * k + j] * q[i * k + j];
            }
            for (int j = 0; j < k; j++) {
                double h = q[i * k + j] * (byPosterior[i * k + j] - mean);
                upstream[j] += h;
                for (int c = 0; c < d; c++) {
                    double v = pull[(i * k + j) * d + c];
                    upstream[k + j * d + c] += h * v;
                    out[i * d + c] -= h * v;
                }
            }
        }
    }

    private double[] solve(double[] upstream) {
        int m = upstream.length;
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.linear(m);
        DMatrixRMaj x = new DMatrixRMaj(m, 1);
        boolean solved = solver.setA(information.copy());
        double quality = solved ? solver.quality() : 0;
        if (!(quality > 1e-300)) {
            throw new ArithmeticException(
                    "expected a regular information matrix of " + m + " parameters, got one of quality " + quality);
        }
        solver.solve(DMatrixRMaj.wrap(m, 1, upstream), x);
        for (double value : x.data) {
            if (!Double.isFinite(value)) {
                throw new ArithmeticException(
                        "expected a regular information matrix of " + m + " parameters, got a solution of " + value);
            }
        }
        return x.data;
    }

    /** (∂s/∂Y)ᵀ x. */
    private void scoreBackward(double[] x, double[] out) {
        double[] mean = new double[d];
        for (int i = 0; i < n; i++) {
            Arrays.fill(mean, 0);
            for (int j = 0; j < k; j++) {
                for (int c = 0; c < d; c++) {
                    mean[c] += q[i * k + j] * pull[(i * k + j) * d + c];
                }
            }
            for (int j = 0; j < k; j++) {
                double r = q[i * k + j];
                double e = x[j];
                for (int c = 0; c < d; c++) {
                    e += x[k + j * d + c] * pull[(i * k + j) * d + c];
                }
                for (int c = 0; c < d; c++) {
                    out[i * d + c] += r * e * (mean[c] - pull[(i * k + j) * d + c]) + r * x[k + j * d + c] / variance;
                }
            }
        }
    }
}

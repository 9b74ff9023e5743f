package org.lie4j.benchmarks;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** What a user of EJML alone would write for the exponential and logarithm of a matrix, with all work space reused. */
final class EjmlFunctions {
    /** Coefficients of the [6/6] Padé approximant of exp, accurate to rounding for norms up to ½. */
    private static final double[] PADE = {1, 1.0 / 2, 5.0 / 44, 1.0 / 66, 1.0 / 792, 1.0 / 15840, 1.0 / 665280};

    private static final double[] NODES = {
        0.019855071751231884, 0.10166676129318664, 0.2372337950418355, 0.4082826787521751,
        0.591717321247825, 0.7627662049581645, 0.8983332387068134, 0.9801449282487681
    };

    private static final double[] WEIGHTS = {
        0.05061426814518813, 0.11119051722668724, 0.15685332293894363, 0.181341891689181,
        0.181341891689181, 0.15685332293894363, 0.11119051722668724, 0.05061426814518813
    };

    private final int n;
    private final DMatrixRMaj[] work = new DMatrixRMaj[6];
    private final DMatrixRMaj identity;
    private final LinearSolverDense<DMatrixRMaj> solver;

    EjmlFunctions(int n) {
        this.n = n;
        this.solver = LinearSolverFactory_DDRM.lu(n);
        this.identity = CommonOps_DDRM.identity(n);
        for (int i = 0; i < work.length; i++) {
            work[i] = new DMatrixRMaj(n, n);
        }
    }

    /** Scaling and squaring with Padé's approximant. */
    void exp(DMatrixRMaj a, DMatrixRMaj out) {
        double norm = NormOps_DDRM.inducedPInf(a);
        int squarings = Math.max(0, Math.getExponent(norm) + 2);
        DMatrixRMaj x = work[0];
        DMatrixRMaj power = work[1];
        DMatrixRMaj even = work[2];
        DMatrixRMaj odd = work[3];
        DMatrixRMaj next = work[4];
        CommonOps_DDRM.scale(Math.scalb(1.0, -squarings), a, x);
        power.setTo(identity);
        even.setTo(identity);
        odd.zero();
        for (int k = 1; k < PADE.length; k++) {
            CommonOps_DDRM.mult(power, x, next);
            DMatrixRMaj swap = power;
            power = next;
            next = swap;
            CommonOps_DDRM.addEquals(k % 2 == 0 ? even : odd, PADE[k], power);
        }
        CommonOps_DDRM.add(even, odd, power);
        CommonOps_DDRM.subtract(even, odd, next);
        solver.setA(next);
        solver.solve(power, out);
        for (int s = 0; s < squarings; s++) {
            CommonOps_DDRM.mult(out, out, x);
            out.setTo(x);
        }
    }

    /** Inverse scaling and squaring: Denman and Beavers' square roots, then Padé's approximant in partial fractions. */
    void log(DMatrixRMaj a, DMatrixRMaj out) {
        DMatrixRMaj x = work[0];
        DMatrixRMaj m = work[1];
        DMatrixRMaj inverse = work[2];
        DMatrixRMaj next = work[3];
        x.setTo(a);
        int roots = 0;
        CommonOps_DDRM.subtract(x, identity, next);
        while (NormOps_DDRM.inducedPInf(next) > 0.25) {
            roots++;
            m.setTo(x);
            for (int iteration = 0; iteration < 30; iteration++) {
                CommonOps_DDRM.invert(m, inverse);
                // M ← (I + (M + M⁻¹)/2)/2, X ← X (I + M⁻¹)/2.
                CommonOps_DDRM.add(0.5, m, 0.5, inverse, m);
                CommonOps_DDRM.add(0.5, m, 0.5, identity, m);
                CommonOps_DDRM.add(0.5, inverse, 0.5, identity, inverse);
                CommonOps_DDRM.mult(x, inverse, next);
                x.setTo(next);
                CommonOps_DDRM.subtract(m, identity, next);
                if (NormOps_DDRM.inducedPInf(next) < 1e-15 * n) {
                    break;
                }
            }
            CommonOps_DDRM.subtract(x, identity, next);
        }
        CommonOps_DDRM.subtract(x, identity, x);
        out.zero();
        for (int k = 0; k < NODES.length; k++) {
            CommonOps_DDRM.add(NODES[k], x, 1, identity, m);
            CommonOps_DDRM.invert(m, inverse);
            CommonOps_DDRM.multAdd(WEIGHTS[k] * Math.scalb(1.0, roots), x, inverse, out);
        }
    }
}

package org.lie4j.groups;

import org.lie4j.groups.internal.PhiFunction;
import org.lie4j.groups.internal.SmallMatrices;

/** Brackets, adjoint maps and Jacobians of any group from its matrices: what {@link LieGroup} does by default. */
final class AdjointMaps {
    private AdjointMaps() {}

    static void adjoint(LieGroup group, double[] g, int gOff, double[] out, int outOff) {
        int n = group.matrixSize();
        int d = group.dimension();
        double[] element = new double[group.elementLength()];
        double[] matrix = new double[n * n];
        double[] inverse = new double[n * n];
        double[] algebra = new double[n * n];
        double[] work = new double[n * n];
        double[] unit = new double[d];
        double[] column = new double[d];
        group.toMatrix(g, gOff, matrix, 0, 1);
        group.inverse(g, gOff, element, 0, 1);
        group.toMatrix(element, 0, inverse, 0, 1);
        for (int j = 0; j < d; j++) {
            unit[j] = 1;
            group.hat(unit, 0, algebra, 0);
            unit[j] = 0;
            SmallMatrices.multiply(n, matrix, 0, algebra, 0, work, 0);
            SmallMatrices.multiply(n, work, 0, inverse, 0, algebra, 0);
            group.vee(algebra, 0, column, 0);
            setColumn(d, j, column, out, outOff);
        }
    }

    static void smallAdjoint(LieGroup group, double[] xi, int xiOff, double[] out, int outOff) {
        int n = group.matrixSize();
        int d = group.dimension();
        double[] a = new double[n * n];
        double[] b = new double[n * n];
        double[] unit = new double[d];
        double[] column = new double[d];
        group.hat(xi, xiOff, a, 0);
        for (int j = 0; j < d; j++) {
            unit[j] = 1;
            group.hat(unit, 0, b, 0);
            unit[j] = 0;
            commutator(group, a, b, column);
            setColumn(d, j, column, out, outOff);
        }
    }

    static void bracket(LieGroup group, double[] xi, double[] eta, double[] out) {
        int n = group.matrixSize();
        double[] a = new double[n * n];
        double[] b = new double[n * n];
        group.hat(xi, 0, a, 0);
        group.hat(eta, 0, b, 0);
        commutator(group, a, b, out);
    }

    static void leftJacobian(LieGroup group, double[] xi, int xiOff, double[] out, int outOff) {
        int d = group.dimension();
        double[] ad = new double[d * d];
        group.smallAdjoint(xi, xiOff, ad, 0);
        PhiFunction.phi1(d, ad, out, outOff);
    }

    static double[] negated(double[] xi, int off, int length) {
        double[] out = new double[length];
        for (int i = 0; i < length; i++) {
            out[i] = -xi[off + i];
        }
        return out;
    }

    private static void commutator(LieGroup group, double[] a, double[] b, double[] out) {
        int n = group.matrixSize();
        double[] ab = new double[n * n];
        double[] ba = new double[n * n];
        SmallMatrices.multiply(n, a, 0, b, 0, ab, 0);
        SmallMatrices.multiply(n, b, 0, a, 0, ba, 0);
        for (int i = 0; i < ab.length; i++) {
            ab[i] -= ba[i];
        }
        group.vee(ab, 0, out, 0);
    }

    private static void setColumn(int d, int j, double[] column, double[] out, int outOff) {
        for (int i = 0; i < d; i++) {
            out[outOff + i * d + j] = column[i];
        }
    }
}

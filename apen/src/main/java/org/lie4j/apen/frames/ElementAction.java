package org.lie4j.apen.frames;

/** How an element of a frame acts on points, and on the quantities of a function's output. Allocates nothing. */
final class ElementAction {
    private ElementAction() {}

    /** A⁻¹ (x - t) for n points; the inverse is {@code [d, d]}. */
    static void toCanonical(
            int d,
            double[] inverse,
            int inverseAt,
            double[] centre,
            int centreAt,
            double[] points,
            int offset,
            int n,
            double[] out,
            int outOffset) {
        for (int i = 0; i < n; i++) {
            for (int axis = 0; axis < d; axis++) {
                double sum = 0;
                for (int c = 0; c < d; c++) {
                    sum += inverse[inverseAt + axis * d + c] * (points[offset + i * d + c] - centre[centreAt + c]);
                }
                out[outOffset + i * d + axis] = sum;
            }
        }
    }

    /** Adds weight · ρ(A, t) y to the output, for quantities y found in a canonical form. */
    static void accumulate(
            int d,
            double[] linear,
            int linearAt,
            double[] centre,
            int centreAt,
            Field.Kind kind,
            double[] y,
            int offset,
            int count,
            double weight,
            double[] out,
            int outOffset) {
        if (kind == Field.Kind.SCALAR) {
            for (int i = 0; i < count; i++) {
                out[outOffset + i] += weight * y[offset + i];
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < d; c++) {
                double sum = kind == Field.Kind.POSITION ? centre[centreAt + c] : 0;
                for (int axis = 0; axis < d; axis++) {
                    sum += linear[linearAt + c * d + axis] * y[offset + i * d + axis];
                }
                out[outOffset + i * d + c] += weight * sum;
            }
        }
    }
}

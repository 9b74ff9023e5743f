package org.lie4j.kernels.internal;

/**
 * {@link RunArithmetic} on floats: a run is copied to a Java array at once, where the compiler makes vector code of maps, and sums go in four parts, so that an addition
 * need not wait for the one before.
 */
final class FloatRuns extends RunArithmetic {
    private final float[] first;
    private final float[] second;

    FloatRuns(int run) {
        first = new float[run];
        second = new float[run];
    }

    @Override
    public void addMoments(NativeReals x, int at, int run, double about, double[] sums) {
        float[] v = first;
        x.get(at, v, 0, run);
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double q0 = 0;
        double q1 = 0;
        double q2 = 0;
        double q3 = 0;
        int i = 0;
        for (; i + 3 < run; i += 4) {
            double d0 = v[i] - about;
            double d1 = v[i + 1] - about;
            double d2 = v[i + 2] - about;
            double d3 = v[i + 3] - about;
            s0 += d0;
            s1 += d1;
            s2 += d2;
            s3 += d3;
            q0 += d0 * d0;
            q1 += d1 * d1;
            q2 += d2 * d2;
            q3 += d3 * d3;
        }
        for (; i < run; i++) {
            double d = v[i] - about;
            s0 += d;
            q0 += d * d;
        }
        sums[0] += s0 + s1 + (s2 + s3);
        sums[1] += q0 + q1 + (q2 + q3);
    }

    @Override
    public void normalize(
            NativeReals x,
            int at,
            int run,
            double mean,
            double factor,
            double shift,
            boolean rectified,
            NativeReals out) {
        float[] v = first;
        x.get(at, v, 0, run);
        float m = (float) mean;
        float f = (float) factor;
        float s = (float) shift;
        if (rectified) {
            for (int i = 0; i < run; i++) {
                v[i] = Math.max(f * (v[i] - m) + s, 0f);
            }
        } else {
            for (int i = 0; i < run; i++) {
                v[i] = f * (v[i] - m) + s;
            }
        }
        out.set(at, v, 0, run);
    }

    @Override
    public void pass(
            NativeReals x,
            NativeReals upper,
            int at,
            int run,
            double mean,
            double factor,
            double shift,
            boolean rectified,
            NativeReals dx,
            double[] sums) {
        float[] v = first;
        float[] d = second;
        x.get(at, v, 0, run);
        upper.get(at, d, 0, run);
        float m = (float) mean;
        if (rectified) {
            // In the arithmetic of the way forth, so that it is the same elements that passed.
            float f = (float) factor;
            float s = (float) shift;
            for (int i = 0; i < run; i++) {
                d[i] *= step(f * (v[i] - m) + s);
            }
        }
        double s0 = 0;
        double s1 = 0;
        double p0 = 0;
        double p1 = 0;
        int i = 0;
        for (; i + 1 < run; i += 2) {
            s0 += d[i];
            s1 += d[i + 1];
            p0 += (double) d[i] * (v[i] - m);
            p1 += (double) d[i + 1] * (v[i + 1] - m);
        }
        if (i < run) {
            s0 += d[i];
            p0 += (double) d[i] * (v[i] - m);
        }
        sums[0] = s0 + s1;
        sums[1] = p0 + p1;
        dx.set(at, d, 0, run);
    }

    @Override
    public void combine(NativeReals x, int at, int run, double mean, double a, double b, double c, NativeReals dx) {
        float[] v = first;
        float[] d = second;
        x.get(at, v, 0, run);
        dx.get(at, d, 0, run);
        float m = (float) mean;
        float fa = (float) a;
        float fb = (float) b;
        float fc = (float) c;
        for (int i = 0; i < run; i++) {
            d[i] = fa * d[i] + fb * (v[i] - m) + fc;
        }
        dx.set(at, d, 0, run);
    }

    /** The derivative of the rectifier, 1 or 0, without a branch, which nobody could predict. */
    static float step(float x) {
        return Math.min(Math.max(x, 0f) * Float.MAX_VALUE, 1f);
    }
}

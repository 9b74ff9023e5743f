package org.lie4j.kernels.internal;

/**
 * The sums and maps of a normalisation over one run of elements that lie together in native memory, with a rectifier on top or without.
 *
 * <p>Here they are written down, for doubles; {@link FloatRuns} is what training uses. Sums are doubles in both.
 */
public class RunArithmetic {
    RunArithmetic() {}

    /**
     * The arithmetic for a type, for one thread at a time.
     *
     * @param run elements of a run
     * @param single true for float, false for double
     * @return floats' or doubles'
     */
    public static RunArithmetic of(int run, boolean single) {
        return single ? new FloatRuns(run) : new RunArithmetic();
    }

    /** Adds Σ(x - about) and Σ(x - about)² to {@code sums}. */
    public void addMoments(NativeReals x, int at, int run, double about, double[] sums) {
        for (int i = at; i < at + run; i++) {
            double d = x.get(i) - about;
            sums[0] += d;
            sums[1] += d * d;
        }
    }

    /** out ← factor (x - mean) + shift, its positive part if rectified. */
    public void normalize(
            NativeReals x,
            int at,
            int run,
            double mean,
            double factor,
            double shift,
            boolean rectified,
            NativeReals out) {
        for (int i = at; i < at + run; i++) {
            double z = factor * (x.get(i) - mean) + shift;
            out.set(i, rectified ? Math.max(z, 0) : z);
        }
    }

    /** dx ← d, which is the upper gradient where something has passed the rectifier and 0 elsewhere; Σ d and Σ d (x - mean) to {@code sums}. */
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
        sums[0] = 0;
        sums[1] = 0;
        for (int i = at; i < at + run; i++) {
            double centred = x.get(i) - mean;
            double d = !rectified || factor * centred + shift > 0 ? upper.get(i) : 0;
            sums[0] += d;
            sums[1] += d * centred;
            dx.set(i, d);
        }
    }

    /** dx ← a dx + b (x - mean) + c. */
    public void combine(NativeReals x, int at, int run, double mean, double a, double b, double c, NativeReals dx) {
        for (int i = at; i < at + run; i++) {
            dx.set(i, a * dx.get(i) + b * (x.get(i) - mean) + c);
        }
    }
}

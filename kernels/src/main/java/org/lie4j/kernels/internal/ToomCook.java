package org.lie4j.kernels.internal;

/**
 * The one-dimensional transforms of minimal filtering with eight points, 0, ±1, ±2, ±1/2 and ∞ (Winograd 1980; Lavin and Gray, CVPR 2016): m outputs of a kernel of r taps,
 * m + r = 9, by eight products, y = Aᵀ((G g) ∘ (Bᵀ d)).
 *
 * <p>A vector's components are arrays of equally many floats, one for each of many independent vectors: component k is {@code in[from + k·step]}. Points of opposite sign
 * share what is even and what is odd in them; entries of B are exact in binary. Loops go over whole arrays, without offsets, and make one array each: these the compiler makes
 * vector code of.
 */
final class ToomCook {
    /** Points, the number of products. */
    static final int POINTS = 8;

    /** The positive one of each pair of points. */
    private static final double[] PAIR = {1, 2, 0.5};

    /** Π (a - b) over the other finite points b, which B leaves for G to divide by. */
    private static final double[] NORM = {-4.5, 90, 45.0 / 32};

    /** Bᵀ of a pair: what stands before d2, d4 and d6 in the even part. */
    private static final float[][] EVEN = {{1, -4.25f, 1}, {0.25f, -1.25f, 1}, {4, -5, 1}};

    /** What stands before d1, d3 and d5 in the odd part. */
    private static final float[][] ODD = {{1, -4.25f, 1}, {0.5f, -2.5f, 2}, {2, -2.5f, 0.5f}};

    /** Bᵀ at the point 0, before d0, d2, d4 and d6, and, in this order too, at ∞, before d7, d5, d3 and d1. */
    private static final float[] END = {1, -5.25f, 5.25f, -1};

    private static final float[][] VALUES = powers(false);
    private static final float[][] NORMED = powers(true);

    /** Sums and differences of the three pairs. */
    private final float[][] sums;

    private final float[][] differences;

    /** For runs of so many vectors at most; for one thread at a time. */
    ToomCook(int longestRun) {
        sums = new float[PAIR.length][longestRun];
        differences = new float[PAIR.length][longestRun];
    }

    /** For every power, that of each pair's positive point, or that divided by the pair's norm. */
    private static float[][] powers(boolean normed) {
        float[][] powers = new float[POINTS][PAIR.length];
        for (int k = 0; k < POINTS; k++) {
            for (int p = 0; p < PAIR.length; p++) {
                powers[k][p] = (float) (Math.pow(PAIR[p], k) / (normed ? NORM[p] : 1));
            }
        }
        return powers;
    }

    /** d ↦ Bᵀ d. */
    void data(float[][] in, float[][] out, int to, int step, int run) {
        four(in[0], in[2], in[4], in[6], END, out[to], run);
        four(in[7], in[5], in[3], in[1], END, out[to + 7 * step], run);
        for (int p = 0; p < PAIR.length; p++) {
            three(in[2], in[4], in[6], EVEN[p], sums[p], run);
            three(in[1], in[3], in[5], ODD[p], differences[p], run);
        }
        separate(out, to, step, run);
    }

    /** r ↦ B r. */
    void dataTransposed(float[][] in, int from, float[][] out, int to, int step, int run) {
        pair(in, from, step, run);
        float[] zero = in[from];
        float[] infinity = in[from + 7 * step];
        System.arraycopy(zero, 0, out[to], 0, run);
        System.arraycopy(infinity, 0, out[to + 7 * step], 0, run);
        for (int k = 0; k < PAIR.length; k++) {
            float[] odd = out[to + (2 * k + 1) * step];
            three(differences[0], differences[1], differences[2], column(ODD, k), odd, run);
            add(END[3 - k], infinity, odd, run);
            float[] even = out[to + (2 * k + 2) * step];
            three(sums[0], sums[1], sums[2], column(EVEN, k), even, run);
            add(END[k + 1], zero, even, run);
        }
    }

    private static float[] column(float[][] rows, int k) {
        return new float[] {rows[0][k], rows[1][k], rows[2][k]};
    }

    /** g ↦ G g for a kernel of {@code count} taps, or y ↦ A y for so many outputs; at most six. */
    void expand(float[][] in, int from, int count, boolean kernel, float[][] out, int to, int step, int run) {
        float[][] powers = kernel ? NORMED : VALUES;
        System.arraycopy(in[from], 0, out[to], 0, run);
        System.arraycopy(in[from + (count - 1) * step], 0, out[to + 7 * step], 0, run);
        float[][] v = new float[6][];
        for (int k = 0; k < v.length; k++) {
            v[k] = in[from + (k < count ? k : 0) * step];
        }
        for (int p = 0; p < PAIR.length; p++) {
            float[][] factors = new float[2][3];
            for (int k = 0; k < count; k++) {
                factors[k % 2][k / 2] = powers[k][p];
            }
            three(v[0], v[2], v[4], factors[0], sums[p], run);
            three(v[1], v[3], v[5], factors[1], differences[p], run);
        }
        separate(out, to, step, run);
    }

    /** The transpose of {@link #expand}: r ↦ Gᵀ r, or Aᵀ r. */
    void contract(float[][] in, int from, int count, boolean kernel, float[][] out, int to, int step, int run) {
        float[][] powers = kernel ? NORMED : VALUES;
        pair(in, from, step, run);
        for (int k = 0; k < count; k++) {
            float[][] v = k % 2 == 0 ? sums : differences;
            three(v[0], v[1], v[2], powers[k], out[to + k * step], run);
        }
        add(1, in[from], out[to], run);
        add(1, in[from + 7 * step], out[to + (count - 1) * step], run);
    }

    /** Sums and differences of the values at the points of each pair. */
    private void pair(float[][] in, int from, int step, int run) {
        for (int p = 0; p < PAIR.length; p++) {
            float[] plus = in[from + (2 * p + 1) * step];
            float[] minus = in[from + (2 * p + 2) * step];
            two(plus, 1, minus, sums[p], run);
            two(plus, -1, minus, differences[p], run);
        }
    }

    /** The values at the points of each pair, from the even and the odd part. */
    private void separate(float[][] out, int to, int step, int run) {
        for (int p = 0; p < PAIR.length; p++) {
            two(sums[p], 1, differences[p], out[to + (2 * p + 1) * step], run);
            two(sums[p], -1, differences[p], out[to + (2 * p + 2) * step], run);
        }
    }

    private static void two(float[] x, float factor, float[] y, float[] out, int run) {
        for (int i = 0; i < run; i++) {
            out[i] = x[i] + factor * y[i];
        }
    }

    private static void add(float factor, float[] x, float[] out, int run) {
        for (int i = 0; i < run; i++) {
            out[i] += factor * x[i];
        }
    }

    private static void three(float[] x, float[] y, float[] z, float[] factors, float[] out, int run) {
        float a = factors[0];
        float b = factors[1];
        float c = factors[2];
        for (int i = 0; i < run; i++) {
            out[i] = a * x[i] + b * y[i] + c * z[i];
        }
    }

    private static void four(float[] x, float[] y, float[] z, float[] w, float[] factors, float[] out, int run) {
        float a = factors[0];
        float b = factors[1];
        float c = factors[2];
        float d = factors[3];
        for (int i = 0; i < run; i++) {
            out[i] = a * x[i] + b * y[i] + (c * z[i] + d * w[i]);
        }
    }
}

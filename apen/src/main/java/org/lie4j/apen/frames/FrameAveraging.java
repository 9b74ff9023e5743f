package org.lie4j.apen.frames;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes any function of point clouds equivariant by averaging it over frames (Puny et al., ICLR 2022, equation 3):
 * ⟨φ⟩(X) = 1/|F(X)| Σ ρ(g) φ(g⁻¹·X) over g in F(X).
 *
 * <pre>{@code
 * FrameAveraging averaged = FrameAveraging.of(network)
 *         .over(PcaFrames.of(FrameGroup.SE, 3))
 *         .giving(Field.scalars(10), Field.vectors(1).forEachPoint());
 * double[] out = averaged.apply(points);
 * }</pre>
 *
 * <p>The output is the fields one after the other: for each, {@code [n]} if it is given for each point, then {@code [count]}, then {@code
 * [d]} unless scalar. All canonical forms of a batch go to the function in one call: the frames are a batch axis.
 *
 * <p>Counts the frames it has used, and the degenerate ones among them. Safe for concurrent use if the function is.
 */
public final class FrameAveraging {
    private final CloudFunction function;
    private final PcaFrames frames;
    private final List<Field> fields;
    private final AtomicLong frameCount = new AtomicLong();
    private final AtomicLong degenerateCount = new AtomicLong();

    @SuppressWarnings("ThreadLocalUsage") // one for each averaged function: its sizes recur
    private final ThreadLocal<Work> spare = new ThreadLocal<>();

    private FrameAveraging(CloudFunction function, PcaFrames frames, List<Field> fields) {
        this.function = function;
        this.frames = frames;
        this.fields = fields;
    }

    /**
     * Starts with the function.
     *
     * @param function what is averaged
     * @return to be told the frames
     */
    public static Over of(CloudFunction function) {
        java.util.Objects.requireNonNull(function, "function");
        return frames -> {
            java.util.Objects.requireNonNull(frames, "frames");
            return fields -> {
                if (fields.length == 0) {
                    throw new IllegalArgumentException("fields: expected at least 1, got none");
                }
                return new FrameAveraging(function, frames, List.of(fields));
            };
        };
    }

    /** A function that waits for its frames. */
    @FunctionalInterface
    public interface Over {
        /**
         * Says what to average over.
         *
         * @param frames the frames
         * @return to be told what the function gives
         */
        Giving over(PcaFrames frames);
    }

    /** A function and frames that wait for a description of the output. */
    @FunctionalInterface
    public interface Giving {
        /**
         * Says how the function's output transforms.
         *
         * @param fields the parts of the output, in order, at least 1
         * @return the averaged function
         */
        FrameAveraging giving(Field... fields);
    }

    /**
     * Averages over the whole frame of one cloud.
     *
     * @param points {@code [n, d]}; not modified
     * @return new array, the output
     * @throws IllegalArgumentException if the array's length is no multiple of d, or a coordinate is not finite
     * @throws DegenerateSpectrumException see {@link PcaFrames}
     */
    public double[] apply(double[] points) {
        int n = requirePoints(points);
        double[] out = new double[length(n)];
        apply(points, 1, n, null, out);
        return out;
    }

    /**
     * Averages over the whole frames of a batch of clouds of equal size.
     *
     * @param clouds {@code [count, n, d]}; not modified
     * @param count number of clouds
     * @param n points of each cloud; pad with points of weight 0
     * @param weights {@code [count, n]}, see {@link PcaFrames#find}; null for equal weights; not modified
     * @param out modified: {@code [count, length]}
     * @throws IllegalArgumentException if a size, weight or coordinate is outside its domain
     * @throws DegenerateSpectrumException see {@link PcaFrames}
     */
    public void apply(double[] clouds, int count, int n, double[] weights, double[] out) {
        average(clouds, count, n, weights, null, out);
    }

    /**
     * Uses one random element of each cloud's frame: equivariant in expectation, at the cost of a single evaluation.
     *
     * @param clouds {@code [count, n, d]}; not modified
     * @param count number of clouds
     * @param n points of each cloud; pad with points of weight 0
     * @param weights {@code [count, n]}, see {@link PcaFrames#find}; null for equal weights; not modified
     * @param random chooses the elements
     * @param out modified: {@code [count, length]}
     * @throws IllegalArgumentException if a size, weight or coordinate is outside its domain
     * @throws DegenerateSpectrumException see {@link PcaFrames}
     */
    public void applyRandom(double[] clouds, int count, int n, double[] weights, RandomGenerator random, double[] out) {
        average(clouds, count, n, weights, java.util.Objects.requireNonNull(random, "random"), out);
    }

    /**
     * Numbers of one cloud's output.
     *
     * @param n points of the cloud
     * @return the output's length
     */
    public int length(int n) {
        int length = 0;
        for (int f = 0; f < fields.size(); f++) {
            Field field = fields.get(f);
            length = Math.addExact(length, field.length(n, frames.dimension()));
        }
        return length;
    }

    /**
     * How many frames were found so far.
     *
     * @return one for each cloud
     */
    public long frameCount() {
        return frameCount.get();
    }

    /**
     * How many of them were degenerate: there the output is equivariant only up to sampling error.
     *
     * @return at most {@link #frameCount}
     */
    public long degenerateCount() {
        return degenerateCount.get();
    }

    private int requirePoints(double[] points) {
        int d = frames.dimension();
        if (points.length == 0 || points.length % d != 0) {
            throw new IllegalArgumentException(
                    "points: expected [n, " + d + "] with n >= 1, got " + points.length + " numbers");
        }
        return points.length / d;
    }

    private void average(double[] clouds, int count, int n, double[] weights, RandomGenerator random, double[] out) {
        int length = length(n);
        if (count < 0 || out.length < (long) count * length) {
            throw new IllegalArgumentException(
                    "out: expected [" + count + ", " + length + "], got an array of " + out.length);
        }
        Work work = spare.get();
        // Taken while in use, should the function average too.
        spare.remove();
        if (work == null) {
            work = new Work();
        }
        average(clouds, count, n, weights, random, work, out);
        spare.set(work);
    }

    /** What one call needs, kept for the next of the same thread. */
    private static final class Work {
        private final FrameBatch batch = new FrameBatch();
        private int[] chosen = {};
        private double[] canonical = {};
        private double[] values = {};
    }

    private void average(
            double[] clouds, int count, int n, double[] weights, RandomGenerator random, Work work, double[] out) {
        int d = frames.dimension();
        int length = length(n);
        FrameBatch batch = work.batch;
        frames.find(clouds, count, n, weights, batch);
        if (work.chosen.length < count) {
            work.chosen = new int[count];
        }
        for (int i = 0; i < count; i++) {
            work.chosen[i] = random == null ? -1 : random.nextInt(batch.size(i));
            degenerateCount.addAndGet(batch.isDegenerate(i) ? 1 : 0);
        }
        frameCount.addAndGet(count);

        int evaluations = random == null ? batch.elements() : count;
        // Exactly as long as needed: the function may go by the arrays' lengths, and must see zeros where it adds.
        int canonicalLength = Math.multiplyExact(evaluations, n * d);
        if (work.canonical.length != canonicalLength) {
            work.canonical = new double[canonicalLength];
        }
        int valuesLength = Math.multiplyExact(evaluations, length);
        if (work.values.length != valuesLength) {
            work.values = new double[valuesLength];
        }
        Arrays.fill(work.values, 0);
        int row = 0;
        for (int i = 0; i < count; i++) {
            for (int k = first(work.chosen[i]); k < end(work.chosen[i], batch.size(i)); k++) {
                batch.toCanonical(i, k, clouds, i * n * d, n, work.canonical, row++ * n * d);
            }
        }
        function.apply(work.canonical, evaluations, n, work.values);

        Arrays.fill(out, 0, count * length, 0);
        row = 0;
        for (int i = 0; i < count; i++) {
            double share = work.chosen[i] >= 0 ? 1 : 1.0 / batch.size(i);
            for (int k = first(work.chosen[i]); k < end(work.chosen[i], batch.size(i)); k++) {
                int at = 0;
                for (int f = 0; f < fields.size(); f++) {
                    Field field = fields.get(f);
                    batch.accumulate(
                            i,
                            k,
                            field.kind(),
                            work.values,
                            row * length + at,
                            field.quantities(n),
                            share,
                            out,
                            i * length + at);
                    at += field.length(n, d);
                }
                row++;
            }
        }
    }

    private static int first(int chosen) {
        return Math.max(0, chosen);
    }

    private static int end(int chosen, int size) {
        return chosen < 0 ? size : chosen + 1;
    }
}

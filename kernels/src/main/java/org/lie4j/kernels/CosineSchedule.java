package org.lie4j.kernels;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that rises linearly for some iterations, and then falls along half a cosine to a floor.
 *
 * <p>After the last iteration it stays at the floor. Immutable. (DL4J 1.0.0-M2.1 has no cosine, and its PolySchedule raises
 * the rate with time instead of lowering it.)
 */
public final class CosineSchedule implements ISchedule {
    private static final long serialVersionUID = 1;

    private final double peak;
    private final double floor;
    private final int warmup;
    private final int iterations;

    /**
     * Creates the schedule.
     *
     * @param peak the largest rate, positive
     * @param floor the last rate, in [0, peak]
     * @param warmup number of iterations over which the rate rises to its peak, at least 0
     * @param iterations number of iterations in all, more than warmup
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public CosineSchedule(
            @JsonProperty("peak") double peak,
            @JsonProperty("floor") double floor,
            @JsonProperty("warmup") int warmup,
            @JsonProperty("iterations") int iterations) {
        if (!(peak > 0) || !(floor >= 0 && floor <= peak) || warmup < 0 || iterations <= warmup) {
            throw new IllegalArgumentException("expected peak > 0, floor in [0, peak], 0 <= warmup < iterations, got peak "
                    + peak + ", floor " + floor + ", warmup " + warmup + ", iterations " + iterations);
        }
        this.peak = peak;
        this.floor = floor;
        this.warmup = warmup;
        this.iterations = iterations;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        if (iteration < warmup) {
            return peak * (iteration + 1) / warmup;
        }
        double progress = Math.min(1, (iteration - warmup) / (double) (iterations - warmup));
        return floor + (peak - floor) * 0.5 * (1 + Math.cos(Math.PI * progress));
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public ISchedule clone() {
        return new CosineSchedule(peak, floor, warmup, iterations);
    }

    /**
     * The largest rate.
     *
     * @return the rate
     */
    public double getPeak() {
        return peak;
    }

    /**
     * The last rate.
     *
     * @return the rate
     */
    public double getFloor() {
        return floor;
    }

    /**
     * The length of the rise.
     *
     * @return iterations
     */
    public int getWarmup() {
        return warmup;
    }

    /**
     * The length in all.
     *
     * @return iterations
     */
    public int getIterations() {
        return iterations;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CosineSchedule that
                && peak == that.peak
                && floor == that.floor
                && warmup == that.warmup
                && iterations == that.iterations;
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(peak, floor, warmup, iterations);
    }
}

package org.lie4j.kernels.internal;

import java.io.Serializable;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * What a moment frame is to do, in any dimension.
 *
 * @param size side of the canonical image
 * @param spread standard deviation of the canonical image in pixels
 * @param ridge added to the eigenvalues of Σ
 * @param threshold largest value of the background
 * @param cap above which values count as this one, +∞ for none
 * @param window width of the window in standard deviations, +∞ for none
 * @param steps how often the window is moved
 * @param leastRatio least eigenvalue of Σ, relative to the largest
 * @param emptyAllowed whether images without an object get a trivial frame
 */
public record FrameSettings(
        int size,
        double spread,
        double ridge,
        double threshold,
        double cap,
        double window,
        int steps,
        double leastRatio,
        boolean emptyAllowed)
        implements Serializable {
    /**
     * Checks the domains.
     *
     * @throws IllegalArgumentException if a value is outside its domain
     */
    public FrameSettings {
        require(size >= 1, "size", "an integer >= 1", size);
        require(spread > 0 && spread < Double.POSITIVE_INFINITY, "spread", "a finite number > 0", spread);
        require(ridge >= 0 && ridge < Double.POSITIVE_INFINITY, "ridge", "a finite number >= 0", ridge);
        require(threshold >= 0, "threshold", "a number >= 0", threshold);
        require(cap > threshold, "cap", "a number > the threshold " + threshold, cap);
        require(window > 0, "window", "a number > 0", window);
        require(steps >= 0, "steps", "an integer >= 0", steps);
        require(leastRatio >= 0 && leastRatio <= 1, "leastRatio", "a number in [0, 1]", leastRatio);
    }

    private static void require(boolean condition, String name, String expected, double actual) {
        if (!condition) {
            throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
        }
    }

    /**
     * The plain moment frame.
     *
     * @param size side of the canonical image
     * @param spread its standard deviation
     * @return the settings
     */
    public static FrameSettings of(int size, double spread) {
        return read(size, spread, 0, 0, null, null, 0, 0, false);
    }

    /**
     * Settings as they stand in JSON, which has no infinity.
     *
     * @param size as in the record
     * @param spread as in the record
     * @param ridge as in the record
     * @param threshold as in the record
     * @param cap as in the record, null for none
     * @param window as in the record, null for none
     * @param steps as in the record
     * @param leastRatio as in the record
     * @param emptyAllowed as in the record
     * @return the settings
     */
    @JsonCreator
    public static FrameSettings read(
            @JsonProperty("size") int size,
            @JsonProperty("spread") double spread,
            @JsonProperty("ridge") double ridge,
            @JsonProperty("threshold") double threshold,
            @JsonProperty("cap") Double cap,
            @JsonProperty("window") Double window,
            @JsonProperty("steps") int steps,
            @JsonProperty("leastRatio") double leastRatio,
            @JsonProperty("emptyAllowed") boolean emptyAllowed) {
        return new FrameSettings(
                size,
                spread,
                ridge,
                threshold,
                cap == null ? Double.POSITIVE_INFINITY : cap,
                window == null ? Double.POSITIVE_INFINITY : window,
                steps,
                leastRatio,
                emptyAllowed);
    }

    /**
     * These settings with another ridge.
     *
     * @param value the ridge
     * @return the changed copy
     */
    public FrameSettings withRidge(double value) {
        return new FrameSettings(size, spread, value, threshold, cap, window, steps, leastRatio, emptyAllowed);
    }

    /**
     * These settings with another threshold.
     *
     * @param value the threshold
     * @return the changed copy
     */
    public FrameSettings withThreshold(double value) {
        return new FrameSettings(size, spread, ridge, value, cap, window, steps, leastRatio, emptyAllowed);
    }

    /**
     * These settings with another cap.
     *
     * @param value the cap
     * @return the changed copy
     */
    public FrameSettings withCap(double value) {
        return new FrameSettings(size, spread, ridge, threshold, value, window, steps, leastRatio, emptyAllowed);
    }

    /**
     * These settings with another window.
     *
     * @param width of the window
     * @param iterations how often it is moved
     * @return the changed copy
     */
    public FrameSettings windowed(double width, int iterations) {
        return new FrameSettings(size, spread, ridge, threshold, cap, width, iterations, leastRatio, emptyAllowed);
    }

    /**
     * These settings with another least ratio.
     *
     * @param value the least ratio
     * @return the changed copy
     */
    public FrameSettings withLeastRatio(double value) {
        return new FrameSettings(size, spread, ridge, threshold, cap, window, steps, value, emptyAllowed);
    }

    /**
     * These settings with trivial frames for images without an object.
     *
     * @return the changed copy
     */
    public FrameSettings allowingEmpty() {
        return new FrameSettings(size, spread, ridge, threshold, cap, window, steps, leastRatio, true);
    }
}

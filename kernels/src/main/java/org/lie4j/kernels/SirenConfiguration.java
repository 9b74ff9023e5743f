package org.lie4j.kernels;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The shape of a SIREN kernel network: sine layers x ↦ sin(ω₀ (W x + b)), then a linear map (Sitzmann et al., NeurIPS
 * 2020).
 *
 * <p>Weights start as U(±1/inputs) in the first layer and U(±√(6/width)/ω₀) in the next ones; the last, linear one is
 * scaled by the convolution that owns the network, so that its kernel keeps the variance of what it is applied to.
 */
public final class SirenConfiguration {
    /** Two hidden layers of 32 with ω₀ = 10: enough for 5×5 kernels on a CPU. */
    public static final SirenConfiguration DEFAULT = new SirenConfiguration(32, 2, 10);

    private final int width;
    private final int depth;
    private final double omega;

    /**
     * Creates a configuration.
     *
     * @param width units in each hidden layer, at least 1
     * @param depth number of hidden layers, at least 1
     * @param omega frequency factor ω₀, positive
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public SirenConfiguration(
            @JsonProperty("width") int width, @JsonProperty("depth") int depth, @JsonProperty("omega") double omega) {
        if (width < 1 || depth < 1 || !(omega > 0 && omega < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected width >= 1, depth >= 1 and a finite omega > 0, got width "
                    + width + ", depth " + depth + ", omega " + omega);
        }
        this.width = width;
        this.depth = depth;
        this.omega = omega;
    }

    /**
     * Units in each hidden layer.
     *
     * @return the width
     */
    public int getWidth() {
        return width;
    }

    /**
     * Number of hidden layers.
     *
     * @return the depth
     */
    public int getDepth() {
        return depth;
    }

    /**
     * Frequency factor ω₀.
     *
     * @return the factor
     */
    public double getOmega() {
        return omega;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SirenConfiguration that
                && width == that.width
                && depth == that.depth
                && omega == that.omega;
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(width, depth, omega);
    }

    @Override
    public String toString() {
        return "SIREN " + depth + "x" + width + ", omega " + omega;
    }
}

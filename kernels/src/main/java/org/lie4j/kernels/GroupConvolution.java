package org.lie4j.kernels;

/**
 * Group convolution: between functions on plane × group, or on space × group.
 *
 * <p>(C F)(x, h) = 1/|H'| Σ_{h'} |det h'|⁻¹ ∫ F(y, h') k(h⁻¹(y - x), h⁻¹h') dy, with k a SIREN on the plane and the
 * global coordinates (log P, log R) of h⁻¹h' (Mironenco &amp; Forré, ICLR 2024, section 4). The sum over h' is the
 * Monte-Carlo form of the integral over the group. Input {@code [batch, nIn·|H'|, height, width]}, output {@code [batch,
 * nOut·|H|, height', width']}, with the group inside the channel (see {@link GridConvolution}).
 *
 * <p>The input sampling must equal the output sampling of the layer below; by default both are the same.
 *
 * @serial exclude
 */
public final class GroupConvolution extends SampledConvolution {
    private Sampling inputSampling;

    private GroupConvolution() {}

    private GroupConvolution(Builder builder) {
        super(builder);
        inputSampling = requireSameGroup(builder.inputSampling, getSampling());
        initializeConstraints(builder);
    }

    @Override
    public Sampling inputSampling() {
        return inputSampling;
    }

    /**
     * Where the input is sampled.
     *
     * @return the sampling
     */
    public Sampling getInputSampling() {
        return inputSampling;
    }

    /** @param inputSampling where the input is sampled; for JSON */
    void setInputSampling(Sampling inputSampling) {
        this.inputSampling = inputSampling;
    }

    /** Builds {@link GroupConvolution}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends SampledConvolution.Builder<Builder> {
        private Sampling inputSampling;

        /** Starts from the defaults. */
        public Builder() {}

        /**
         * Sets where the input is sampled, if not where the output is.
         *
         * @param samplingBelow the output sampling of the layer below
         * @return this
         */
        public Builder inputSampling(Sampling samplingBelow) {
            inputSampling = samplingBelow;
            return this;
        }

        @Override
        public GroupConvolution build() {
            return new GroupConvolution(this);
        }
    }
}

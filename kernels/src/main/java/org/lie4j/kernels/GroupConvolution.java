package org.lie4j.kernels;

/**
 * Group convolution: between functions on plane × group.
 *
 * <p>(C F)(x, h) = 1/|H'| Σ_{h'} |det h'|⁻¹ ∫ F(y, h') k(h⁻¹(y - x), h⁻¹h') dy, with k a SIREN on the plane and the
 * global coordinates (log P, log R) of h⁻¹h' (Mironenco &amp; Forré, ICLR 2024, section 4). The sum over h' is the
 * Monte-Carlo form of the integral over the group. Input {@code [batch, nIn·|H'|, height, width]}, output {@code [batch,
 * nOut·|H|, height', width']}, with the group inside the channel (see {@link PlanarConvolution}).
 *
 * <p>The input sampling must equal the output sampling of the layer below; by default both are the same.
 */
public final class GroupConvolution extends SampledConvolution {
    private GroupSampling inputSampling;

    private GroupConvolution() {}

    private GroupConvolution(Builder builder) {
        super(builder);
        inputSampling = builder.inputSampling == null ? getSampling() : builder.inputSampling;
        if (inputSampling.getGroup() != getSampling().getGroup()) {
            throw new IllegalArgumentException("inputSampling: expected elements of "
                    + getSampling().getGroup() + ", got " + inputSampling.getGroup());
        }
        initializeConstraints(builder);
    }

    @Override
    public GroupSampling inputSampling() {
        return inputSampling;
    }

    /**
     * Where the input is sampled.
     *
     * @return the sampling
     */
    public GroupSampling getInputSampling() {
        return inputSampling;
    }

    /** @param inputSampling where the input is sampled; for JSON */
    void setInputSampling(GroupSampling inputSampling) {
        this.inputSampling = inputSampling;
    }

    /** Builds {@link GroupConvolution}. */
    public static final class Builder extends SampledConvolution.Builder<Builder> {
        private GroupSampling inputSampling;

        /** Starts from the defaults. */
        public Builder() {}

        /**
         * Sets where the input is sampled, if not where the output is.
         *
         * @param samplingBelow the output sampling of the layer below
         * @return this
         */
        public Builder inputSampling(GroupSampling samplingBelow) {
            inputSampling = samplingBelow;
            return this;
        }

        @Override
        @SuppressWarnings("unchecked")
        public GroupConvolution build() {
            return new GroupConvolution(this);
        }
    }
}

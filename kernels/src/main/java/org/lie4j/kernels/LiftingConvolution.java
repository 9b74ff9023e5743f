package org.lie4j.kernels;

/**
 * Lifting convolution: from images to functions on plane × group, or from volumes to functions on space × group.
 *
 * <p>(L f)(x, h) = |det h|⁻¹ ∫ f(y) k(h⁻¹(y - x)) dy, with k a kernel network on the plane, h running over the sampling's
 * elements and y over the pixels (Mironenco &amp; Forré, ICLR 2024, section 4; the factor makes it equivariant for maps
 * that change area). Input {@code [batch, nIn, height, width]}, output {@code [batch, nOut·|H|, height', width']}, with
 * the group inside the channel (see {@link GridConvolution}); volumes have a depth before the height.
 *
 * <p>Discretisation limits equivariance: it is exact for rotations by multiples of 90° where the sampling is closed
 * under them, and otherwise an approximation whose error is that of the pixel grid and of the missing group elements.
 *
 * @serial exclude
 */
public final class LiftingConvolution extends SampledConvolution {
    private LiftingConvolution() {}

    private LiftingConvolution(Builder builder) {
        super(builder);
        initializeConstraints(builder);
    }

    @Override
    public Sampling inputSampling() {
        return null;
    }

    /** Builds {@link LiftingConvolution}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends SampledConvolution.Builder<Builder> {
        /** Starts from the defaults. */
        public Builder() {}

        @Override
        public LiftingConvolution build() {
            return new LiftingConvolution(this);
        }
    }
}

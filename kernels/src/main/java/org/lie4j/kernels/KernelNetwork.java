package org.lie4j.kernels;

import org.lie4j.kernels.internal.KernelFeatures;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The functions that kernels are made of, on the coordinates of a kernel point: its place v = h⁻¹u on the plane or in space and, in group convolutions, the coordinates of
 * h⁻¹h'. A linear map to the kernel's values, which the convolution owns and scales so that it keeps the variance of what it is applied to, comes last.
 *
 * @serial exclude
 */
public final class KernelNetwork implements java.io.Serializable {
    private static final long serialVersionUID = 2;

    /** A SIREN of two hidden layers of 32 with ω₀ = 10: enough for 5×5 kernels on a CPU. */
    public static final KernelNetwork DEFAULT = siren(32, 2, 10);

    /** The kinds of functions. */
    public enum Kind {
        /** Sine layers, x ↦ sin(ω₀ (W x + b)). */
        SIREN,
        /** Real Gabor wavelets, z ↦ cos(ω₀ z) exp(-(s z)²) of z = W x + b. */
        GABOR,
        /** Random Fourier features, sin(B x + b) with B and b drawn once and not trained. */
        FOURIER,
        /** Cubic B-splines: products on the plane or in space, times a sum over the coordinates of the group. */
        SPLINE
    }

    private final Kind kind;
    private final int width;
    private final int depth;
    private final double omega;
    private final double spread;
    private final long seed;

    private KernelNetwork(Kind kind, int width, int depth, double omega, double spread, long seed) {
        this.kind = kind;
        this.width = width;
        this.depth = depth;
        this.omega = omega;
        this.spread = spread;
        this.seed = seed;
    }

    @JsonCreator
    static KernelNetwork fromJson(
            @JsonProperty("kind") Kind kind,
            @JsonProperty("width") int width,
            @JsonProperty("depth") int depth,
            @JsonProperty("omega") double omega,
            @JsonProperty("spread") double spread,
            @JsonProperty("seed") long seed) {
        if (kind == null) {
            throw new IllegalArgumentException("kind: expected SIREN, GABOR, FOURIER or SPLINE, got null");
        }
        return switch (kind) {
            case SIREN -> siren(width, depth, omega);
            case GABOR -> gabor(width, depth, omega, spread);
            case FOURIER -> fourier(width, omega, seed);
            case SPLINE -> spline(width);
        };
    }

    /**
     * A sine network (Sitzmann et al., NeurIPS 2020). Weights start as U(±1/inputs) in the first layer and U(±√(6/width)/ω₀) in the next ones.
     *
     * @param width units in each hidden layer, at least 1
     * @param depth number of hidden layers, at least 1
     * @param omega frequency factor ω₀, positive
     * @return the network
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public static KernelNetwork siren(int width, int depth, double omega) {
        requirePositive("omega", omega);
        requireAtLeast("width", 1, width);
        requireAtLeast("depth", 1, depth);
        return new KernelNetwork(Kind.SIREN, width, depth, omega, 0, 0);
    }

    /**
     * A network of real Gabor wavelets (WIRE, Saragadam et al., CVPR 2023), with the initial weights of a sine network.
     *
     * @param width units in each hidden layer, at least 1
     * @param depth number of hidden layers, at least 1
     * @param omega frequency factor ω₀, positive
     * @param spread s, one over the width of the envelope, at least 0
     * @return the network
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public static KernelNetwork gabor(int width, int depth, double omega, double spread) {
        requirePositive("omega", omega);
        requireAtLeast("width", 1, width);
        requireAtLeast("depth", 1, depth);
        if (!(spread >= 0 && spread < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("spread: expected a finite number >= 0, got " + spread);
        }
        return new KernelNetwork(Kind.GABOR, width, depth, omega, spread, 0);
    }

    /**
     * Random Fourier features (Rahimi &amp; Recht, NeurIPS 2007): the kernel is linear in what is trained.
     *
     * @param features number of features, at least 1
     * @param deviation standard deviation of the frequencies, positive
     * @param seed seed of the frequencies
     * @return the network
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public static KernelNetwork fourier(int features, double deviation, long seed) {
        requirePositive("deviation", deviation);
        requireAtLeast("features", 1, features);
        return new KernelNetwork(Kind.FOURIER, features, 0, deviation, 0, seed);
    }

    /**
     * Cubic B-splines with equidistant knots on [-1, 1] along each axis of space, and on [-1, 1] for shears and ln scale, [-π, π] for angles and rotation vectors: n² functions on
     * the plane or n³ in space, times 1 and each of n functions for each coordinate of the group (Bekkers, ICLR 2020, without the full product).
     *
     * <p>The functions' values at all kernel points are kept. A full group convolution on volumes has many of both; in a separable one, space and group have few each.
     *
     * @param perAxis n, number of splines along an axis, at least 4
     * @return the network
     * @throws IllegalArgumentException if there are fewer than 4
     */
    public static KernelNetwork spline(int perAxis) {
        requireAtLeast("perAxis", 4, perAxis);
        return new KernelNetwork(Kind.SPLINE, perAxis, 0, 1, 0, 0);
    }

    private static void requireAtLeast(String what, int smallest, int value) {
        if (value < smallest) {
            throw new IllegalArgumentException(what + ": expected at least " + smallest + ", got " + value);
        }
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(what + ": expected a finite number > 0, got " + value);
        }
    }

    /**
     * Number of functions that the last, linear map combines.
     *
     * @param spatial number of a kernel point's coordinates that are its place: 2 on images, 3 on volumes, 0 for a function of the group alone
     * @param group number of those of the group
     * @return at least 1
     */
    public int outputs(int spatial, int group) {
        return kind == Kind.SPLINE ? KernelFeatures.splines(width, spatial, group) : width;
    }

    /**
     * Mean square of these functions when the network is new, for points spread evenly over [-1, 1]: what the last map's scale is made of.
     *
     * @param spatial number of a kernel point's coordinates that are its place
     * @param group number of those of the group
     * @return a positive number
     */
    public double meanSquare(int spatial, int group) {
        return switch (kind) {
            case SIREN, FOURIER -> 0.5;
            case GABOR -> gaborMeanSquare(spatial + group);
            case SPLINE -> KernelFeatures.splineMeanSquare(width, spatial, group);
        };
    }

    /** E cos²(ω z) exp(-2 s² z²) for normal z, in closed form, layer by layer. */
    private double gaborMeanSquare(int coordinates) {
        double variance = (1.0 / 9 + 1.0 / 3) / coordinates;
        double square = 0;
        for (int layer = 0; layer < depth; layer++) {
            if (layer > 0) {
                variance = 2 * square / (omega * omega) + 1.0 / (3 * width);
            }
            double narrowed = 1 + 4 * spread * spread * variance;
            square = 0.5 / Math.sqrt(narrowed) * (1 + Math.exp(-2 * omega * omega * variance / narrowed));
        }
        return square;
    }

    /**
     * The kind of functions.
     *
     * @return the kind
     */
    public Kind getKind() {
        return kind;
    }

    /**
     * Units in each hidden layer, number of Fourier features, or splines along an axis.
     *
     * @return the width
     */
    public int getWidth() {
        return width;
    }

    /**
     * Number of hidden layers that are trained.
     *
     * @return the depth, 0 for Fourier features and splines
     */
    public int getDepth() {
        return depth;
    }

    /**
     * Frequency factor ω₀, or the deviation of the frequencies of Fourier features.
     *
     * @return the factor
     */
    public double getOmega() {
        return omega;
    }

    /**
     * One over the width of the Gabor wavelets' envelope.
     *
     * @return the factor s
     */
    public double getSpread() {
        return spread;
    }

    /**
     * The seed of the Fourier features.
     *
     * @return the seed
     */
    public long getSeed() {
        return seed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KernelNetwork that
                && kind == that.kind
                && width == that.width
                && depth == that.depth
                && omega == that.omega
                && spread == that.spread
                && seed == that.seed;
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(kind, width, depth, omega, spread, seed);
    }

    @Override
    public String toString() {
        return kind + " " + width + (depth > 0 ? "x" + depth : "") + ", omega " + omega
                + (spread > 0 ? ", spread " + spread : "");
    }
}

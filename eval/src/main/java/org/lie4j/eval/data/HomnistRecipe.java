package org.lie4j.eval.data;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Test images after the description of homNIST: the 28×28 digit with a border of 6 pixels, seen through a random
 * homography exp(x), x in sl(3), bilinear, paper outside, rounded to bytes.
 *
 * <p>Coordinates refer to the basis E11 - I/3, E12, E13, E21, E22 - I/3, E23, E31, E32 with the scales s = (.15, .35,
 * .17, .35, .15, .17, .15, .15); the matrix acts on (row, column, 1) with both axes running from -1 to 1. What the
 * original calls Haar-distributed is a Metropolis walk with steps N(0, (s/2)²) and the acceptance U ≤ dvol(-x') /
 * dvol(-x), dvol the density of Haar measure; see {@link Sampling} for the two readings offered here. As the original
 * images come from that walk's own code, these are "homNIST recipe", not homNIST.
 *
 * <p>Source: L. E. MacDonald, S. Ramasinghe, S. Lucey. Enabling equivariance for arbitrary Lie groups. CVPR 2022.
 */
public final class HomnistRecipe implements Recipe {
    private static final long serialVersionUID = 1L;

    private static final double[] SCALES = {.15, .35, .17, .35, .15, .17, .15, .15};
    private static final long CORRECTED_PURPOSE = 0x686f6d48L;
    private static final long PUBLISHED_PURPOSE = 0x686f6d50L;
    private static final int STEPS = 8;

    /** How the coordinates are drawn. */
    public enum Sampling {
        /**
         * The density proportional to N(x; 0, (s/2)²) · dvol(-x): Haar measure, cut to the neighbourhood of the identity
         * by the normal distribution that the walk starts from. Drawn by a Metropolis-Hastings chain that starts there
         * and proposes from there, for which the acceptance ratio dvol(-x') / dvol(-x) is the exact one.
         */
        CORRECTED,

        /**
         * As the authors' code does it: from x ~ N(0, (s/2)²) the walk steps by N(0, (s/2)²) until a step is accepted,
         * and moves on even when it rejects. The spread of a coordinate is then about 0.71 s or more, and the result has
         * no closed density.
         */
        AS_PUBLISHED
    }

    /** Which family of images. */
    private final long seed;
    /** How homographies are drawn. */
    private final Sampling sampling;

    /**
     * Creates the recipe with {@link Sampling#CORRECTED}.
     *
     * @param seed which family of images; every seed gives another
     */
    public HomnistRecipe(long seed) {
        this(seed, Sampling.CORRECTED);
    }

    /**
     * Creates the recipe.
     *
     * @param seed which family of images; every seed gives another
     * @param sampling how the coordinates are drawn
     */
    public HomnistRecipe(long seed, Sampling sampling) {
        this.seed = seed;
        this.sampling = Objects.requireNonNull(sampling, "sampling");
    }

    @Override
    public String name() {
        return sampling == Sampling.CORRECTED ? "homNIST recipe" : "homNIST recipe, sampling as published";
    }

    /**
     * The scales s of the eight coordinates.
     *
     * @return a new array of 8 numbers
     */
    public static double[] scales() {
        return SCALES.clone();
    }

    /**
     * The density of Haar measure on SL(3) in exponential coordinates: |det Σ_{i=0..9} (-ad v)^i / (i+1)!|, which is 1 at
     * the identity.
     *
     * @param v eight coordinates in the basis above; not modified
     * @return the density, 0 or more
     * @throws IllegalArgumentException if there are not eight finite coordinates
     */
    public static double dvol(double[] v) {
        requireCoordinates(v);
        return Sl3.haarDensity(v);
    }

    /**
     * The coordinates of the homography that {@link #render} uses; they do not depend on the pixels.
     *
     * @param image which digit, from 0
     * @param copy which of its copies, from 0
     * @return a new array of 8 numbers
     */
    public double[] draw(int image, int copy) {
        return sampling == Sampling.CORRECTED
                ? chain(Streams.of(CORRECTED_PURPOSE, seed, image, copy))
                : walk(Streams.of(PUBLISHED_PURPOSE, seed, image, copy));
    }

    @Override
    public void render(ImageSet digits, int image, int copy, byte[] out, int outOffset) {
        apply(digits, image, draw(image, copy), out, outOffset);
    }

    /**
     * Shows one digit through a given homography: each point (u, v) of the grid takes what the digit has at exp(-x) (u,
     * v, 1), u down and v to the right, both from -1 to 1. Points that this sends behind the plane are paper.
     *
     * @param digits images of at most 40×40 pixels
     * @param image which digit, from 0
     * @param x eight coordinates in the basis above; any, also such that this recipe would not draw; not modified
     * @param out receives {@code [40, 40]} unsigned bytes; modified
     * @param outOffset where in {@code out} they begin
     * @throws IllegalArgumentException if the digits are larger or there are not eight finite coordinates
     * @throws IndexOutOfBoundsException if there is no such digit or no room in {@code out}
     */
    public static void apply(ImageSet digits, int image, double[] x, byte[] out, int outOffset) {
        requireCoordinates(x);
        Canvas canvas = Canvas.of(digits, image);
        Objects.checkFromIndexSize(outOffset, SIDE * SIDE, out.length);
        double[] h = Sl3.exp(Sl3.matrix(x, -1));
        for (int r = 0; r < SIDE; r++) {
            double u = grid(r);
            for (int c = 0; c < SIDE; c++) {
                double v = grid(c);
                double w = h[6] * u + h[7] * v + h[8];
                out[outOffset + r * SIDE + c] = w > 0
                        ? canvas.sample(
                                pixel((h[0] * u + h[1] * v + h[2]) / w), pixel((h[3] * u + h[4] * v + h[5]) / w))
                        : 0;
            }
        }
    }

    private static void requireCoordinates(double[] x) {
        if (x.length != Sl3.DIM) {
            throw new IllegalArgumentException("expected " + Sl3.DIM + " coordinates, got " + x.length);
        }
        for (double coordinate : x) {
            if (!Double.isFinite(coordinate)) {
                throw new IllegalArgumentException("expected finite coordinates, got " + coordinate);
            }
        }
    }

    private static double[] chain(RandomGenerator random) {
        double[] x = normal(random);
        double density = Sl3.haarDensity(negated(x));
        for (int step = 0; step < STEPS; step++) {
            double[] proposal = normal(random);
            double proposed = Sl3.haarDensity(negated(proposal));
            if (random.nextDouble() * density <= proposed) {
                x = proposal;
                density = proposed;
            }
        }
        return x;
    }

    private static double[] walk(RandomGenerator random) {
        double[] x = normal(random);
        while (true) {
            double before = Sl3.haarDensity(negated(x));
            double[] step = normal(random);
            for (int k = 0; k < x.length; k++) {
                x[k] += step[k];
            }
            if (random.nextDouble() * before <= Sl3.haarDensity(negated(x))) {
                return x;
            }
        }
    }

    private static double[] normal(RandomGenerator random) {
        double[] x = new double[Sl3.DIM];
        for (int k = 0; k < x.length; k++) {
            x[k] = random.nextGaussian() * SCALES[k] / 2;
        }
        return x;
    }

    private static double[] negated(double[] x) {
        double[] minus = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            minus[k] = -x[k];
        }
        return minus;
    }

    /** The k-th of 40 points from -1 to 1. */
    private static double grid(int k) {
        return -1 + 2.0 * k / (SIDE - 1);
    }

    /** From the interval of -1 to 1 to pixel indices 0 to 39. */
    private static double pixel(double coordinate) {
        return (SIDE / 2.0 * coordinate + SIDE / 2.0) * (SIDE - 1) / SIDE;
    }
}

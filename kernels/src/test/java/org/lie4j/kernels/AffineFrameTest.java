package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AffineFrameTest {
    private static final int SIDE = 64;
    private static final AffineFrame FRAME = AffineFrame.of(28, 5);

    /** Bilinear interpolation of a Gaussian of variance v errs by up to 1/(4v) of its height: two images of v = 5, one of them shrunk. */
    private static final double BILINEAR = 0.06;

    /** Three Gaussian blobs carried by x ↦ A x + t about the centre: an image whose affine copies are known exactly. */
    private static double[] blobs(double[] a, double[] t) {
        double[][] centres = {{-6, 2}, {5, 5}, {3, -6}};
        double[] weights = {1, 0.8, 0.6};
        double variance = 5;
        double det = a[0] * a[3] - a[1] * a[2];
        double[] image = new double[SIDE * SIDE];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double x = column - 31.5 - t[0];
                double y = row - 31.5 - t[1];
                double u = (a[3] * x - a[1] * y) / det;
                double v = (-a[2] * x + a[0] * y) / det;
                for (int k = 0; k < 3; k++) {
                    double d = Math.pow(u - centres[k][0], 2) + Math.pow(v - centres[k][1], 2);
                    image[row * SIDE + column] += weights[k] * Math.exp(-d / (2 * variance));
                }
            }
        }
        return image;
    }

    private static final double[] IDENTITY = {1, 0, 0, 1};

    private static double[] frameOf(double[] image) {
        double[] frame = new double[AffineFrame.FRAME_LENGTH];
        FRAME.find(image, 0, SIDE, SIDE, frame, 0);
        return frame;
    }

    private static double[] canonical(double[] image, double[] frame) {
        double[] out = new double[28 * 28];
        FRAME.warp(image, 0, SIDE, SIDE, frame, 0, out, 0);
        return out;
    }

    @Test
    void theFrameIsTheSquareRootOfTheCovariance() {
        double[] f = frameOf(blobs(IDENTITY, new double[] {2, -1}));
        // A² against the covariance of a mixture: that of the blobs plus that of their centres.
        double total = 2.4;
        double mx = (-6 + 0.8 * 5 + 0.6 * 3) / total;
        double my = (2 + 0.8 * 5 - 0.6 * 6) / total;
        double xx = (36 + 0.8 * 25 + 0.6 * 9) / total - mx * mx + 5;
        double xy = (-12 + 0.8 * 25 - 0.6 * 18) / total - mx * my;
        double yy = (4 + 0.8 * 25 + 0.6 * 36) / total - my * my + 5;
        assertEquals(31.5 + 2 + mx, f[2], 1e-6);
        assertEquals(31.5 - 1 + my, f[5], 1e-6);
        assertEquals(xx, f[0] * f[0] + f[1] * f[3], 1e-5);
        assertEquals(xy, f[0] * f[1] + f[1] * f[4], 1e-5);
        assertEquals(yy, f[3] * f[1] + f[4] * f[4], 1e-5);
    }

    @Test
    void symmetricMapsAndShiftsLeaveTheCanonicalImageAlone() {
        double[] original = blobs(IDENTITY, new double[] {0, 0});
        double[] frame = frameOf(original);
        // g = Σ'^{1/2} Σ^{-1/2} has residual rotation I by construction; P commuting with Σ is the simplest such g.
        double c = 1.21;
        double[] moved = blobs(new double[] {c, 0, 0, c}, new double[] {3.3, -2.7});
        assertEquals(0, distance(canonical(original, frame), canonical(moved, frameOf(moved))), BILINEAR);
    }

    @Test
    void anyMapLeavesARotationOnly() {
        SplittableRandom random = new SplittableRandom(1);
        double[] original = blobs(IDENTITY, new double[] {0, 0});
        double[] frame = frameOf(original);
        double worst = 0;
        for (int i = 0; i < 50; i++) {
            double[] a = {1, random.nextDouble(-0.3, 0.3), random.nextDouble(-0.3, 0.3), random.nextDouble(0.7, 1.3)};
            double[] moved = blobs(a, new double[] {random.nextDouble(-4, 4), random.nextDouble(-4, 4)});
            double[] movedFrame = frameOf(moved);
            // A' R = h A, so R = A'⁻¹ h A, a rotation.
            double[] r = times(inverse(linear(movedFrame)), times(a, linear(frame)));
            assertEquals(1, r[0] * r[3] - r[1] * r[2], 1e-3);
            assertEquals(r[0], r[3], 1e-3);
            assertEquals(r[1], -r[2], 1e-3);
            AffineFrame.turn(movedFrame, 0, Math.atan2(r[2], r[0]));
            worst = Math.max(worst, distance(canonical(original, frame), canonical(moved, movedFrame)));
        }
        assertTrue(worst < BILINEAR, "relative distance of canonical images " + worst);
        assertTrue(
                distance(
                                canonical(original, frame),
                                canonical(
                                        blobs(new double[] {0.8, -0.6, 0.6, 0.8}, new double[] {0, 0}),
                                        frameOf(blobs(new double[] {0.8, -0.6, 0.6, 0.8}, new double[] {0, 0}))))
                        > 0.1,
                "a rotation must show where it is not undone");
    }

    @Test
    void pointsReturnToTheImage() {
        double[] original = blobs(IDENTITY, new double[] {1, 2});
        double[] frame = frameOf(original);
        double[] canonical = canonical(original, frame);
        int brightest = 0;
        for (int p = 1; p < canonical.length; p++) {
            brightest = canonical[p] > canonical[brightest] ? p : brightest;
        }
        double[] point = FRAME.toImage(frame, 0, brightest % 28, Math.floorDiv(brightest, 28));
        assertEquals(31.5 - 6 + 1, point[0], 1);
        assertEquals(31.5 + 2 + 2, point[1], 1);
    }

    @Test
    void theTransposedWarpIsTheAdjoint() {
        SplittableRandom random = new SplittableRandom(2);
        double[] image = blobs(IDENTITY, new double[] {0, 0});
        double[] frame = frameOf(image);
        double[] gradient = random.doubles(28 * 28, -1, 1).toArray();
        double[] back = new double[SIDE * SIDE];
        FRAME.warpTransposed(gradient, 0, frame, 0, back, 0, new int[] {SIDE, SIDE});
        assertEquals(dot(canonical(image, frame), gradient), dot(image, back), 1e-9);
    }

    @Test
    void anEmptyImageIsRefusedUnlessItIsAllowed() {
        String message = assertThrows(IllegalArgumentException.class, () -> frameOf(new double[SIDE * SIDE]))
                .getMessage();
        assertTrue(message.contains("expected a pixel above the threshold 0.0, got none of 4096"), message);
        double[] frame = new double[AffineFrame.FRAME_LENGTH];
        FRAME.allowingEmpty().find(new double[SIDE * SIDE], 0, SIDE, SIDE, frame, 0);
        assertArrayEquals(new double[] {5, 0, 31.5, 0, 5, 31.5}, frame);
    }

    @Test
    void oneInkedPixelIsNotADivisionByZero() {
        double[] image = new double[SIDE * SIDE];
        image[100] = 1;
        for (double x : frameOf(image)) {
            assertTrue(Double.isFinite(x));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aBadPixelIsRefusedWhateverThresholdAndCapAre(double pixel) {
        double[] image = blobs(IDENTITY, new double[] {0, 0});
        image[5] = pixel;
        for (AffineFrame kind : new AffineFrame[] {FRAME, FRAME.withCap(1), FRAME.withThreshold(0.2)}) {
            String message = assertThrows(IllegalArgumentException.class, () -> find(kind, image))
                    .getMessage();
            assertEquals("expected finite values, got " + pixel + " at [0, 5]", message);
        }
        image[5] = Double.MAX_VALUE;
        String message = assertThrows(IllegalArgumentException.class, () -> find(FRAME, image))
                .getMessage();
        assertTrue(message.startsWith("expected finite values, got second moments of"), message);
    }

    @Test
    void negativeValuesAreBackground() {
        double[] image = blobs(IDENTITY, new double[] {0, 0});
        double[] frame = frameOf(image);
        image[7 * SIDE + 9] = -3;
        image[50 * SIDE + 2] = 0;
        assertEquals(0, difference(frame, frameOf(image)), 1e-6);
    }

    @Test
    void aRoundObjectHasNoGapAndAFlatOneAVarianceOfZero() {
        double[] round = new double[SIDE * SIDE];
        for (int i = 0; i < round.length; i++) {
            double x = i % SIDE - 31.5;
            double y = Math.floorDiv(i, SIDE) - 31.5;
            round[i] = Math.exp(-(x * x + y * y) / 32);
        }
        double[] frame = frameOf(round);
        assertEquals(0, FRAME.relativeGap(frame, 0), 1e-12);
        assertArrayEquals(new double[] {16, 16}, FRAME.variances(frame, 0), 1e-6);
        // Turned, it has the same variances, and what the root is does not depend on axes that nobody can tell.
        AffineFrame.turn(frame, 0, 0.3);
        assertArrayEquals(new double[] {16, 16}, FRAME.variances(frame, 0), 1e-6);
        double[] stroke = new double[SIDE * SIDE];
        Arrays.fill(stroke, 40 * SIDE + 10, 40 * SIDE + 31, 0.3);
        double[] flat = frameOf(stroke);
        assertEquals(1, FRAME.relativeGap(flat, 0), 1e-12);
        assertArrayEquals(new double[] {0, 440 / 12.0}, FRAME.variances(flat, 0), 1e-9);
        ArithmeticException e = assertThrows(ArithmeticException.class, () -> FRAME.toCanonical(flat, 0, 20, 40));
        assertTrue(e.getMessage().contains("got one with reciprocal condition"), e.getMessage());
        assertArrayEquals(flat, find(FRAME.windowed(2, 5), stroke), 1e-12, "a flat frame has no window");
        double[] ridged = find(FRAME.withRidge(0.3), stroke);
        assertArrayEquals(new double[] {13.5, 13.5}, FRAME.toCanonical(ridged, 0, 20, 40), 1e-9);
    }

    /** Clutter in a corner and noise everywhere. */
    private static double[] disturbed(double[] image, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] out = image.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += random.nextDouble(0.05);
        }
        for (int row = 2; row < 5; row++) {
            for (int column = 55; column < 59; column++) {
                out[row * SIDE + column] += 1;
            }
        }
        return out;
    }

    /** ‖A⁻¹ B - I‖ and the distance of the centres in standard deviations. */
    private static double difference(double[] frame, double[] other) {
        double[] q = times(inverse(linear(frame)), linear(other));
        double linear = Math.hypot(Math.hypot(q[0] - 1, q[1]), Math.hypot(q[2], q[3] - 1));
        double[] inverse = inverse(linear(frame));
        double dx = other[2] - frame[2];
        double dy = other[5] - frame[5];
        return Math.max(linear, Math.hypot(inverse[0] * dx + inverse[1] * dy, inverse[2] * dx + inverse[3] * dy));
    }

    private static double[] find(AffineFrame kind, double[] image) {
        double[] frame = new double[AffineFrame.FRAME_LENGTH];
        kind.find(image, 0, SIDE, SIDE, frame, 0);
        return frame;
    }

    @Test
    void aWindowSeesThroughClutterAndNoise() {
        double[] clean = blobs(IDENTITY, new double[] {0, 0});
        double[] dirty = disturbed(clean, 3);
        AffineFrame windowed = FRAME.withThreshold(0.06).windowed(1.5, 30);
        double plain = difference(find(FRAME, clean), find(FRAME, dirty));
        double robust = difference(find(windowed, clean), find(windowed, dirty));
        assertTrue(plain > 0.5, "the disturbance is too small to tell: " + plain);
        assertTrue(robust < 0.05, "with a window " + robust + ", without " + plain);
    }

    @Test
    void aWindowTakesNothingFromAGaussian() {
        double[] image = new double[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            double x = i % SIDE - 30;
            double y = Math.floorDiv(i, SIDE) - 33;
            image[i] = Math.exp(-0.5 * (x * x / 25 + y * y / 16 + x * y / 40));
        }
        assertEquals(0, difference(find(FRAME, image), find(FRAME.windowed(1.5, 20), image)), 1e-4);
    }

    @Test
    void aWindowedFrameIsAsEquivariant() {
        AffineFrame windowed = FRAME.windowed(2, 20);
        double[] original = find(windowed, blobs(IDENTITY, new double[] {0, 0}));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            double[] a = {1, random.nextDouble(-0.3, 0.3), random.nextDouble(-0.3, 0.3), random.nextDouble(0.7, 1.3)};
            double[] moved = find(windowed, blobs(a, new double[] {1, -2}));
            double[] r = times(inverse(linear(moved)), times(a, linear(original)));
            assertEquals(1, r[0] * r[3] - r[1] * r[2], 1e-3);
            assertEquals(r[0], r[3], 1e-3);
            assertEquals(r[1], -r[2], 1e-3);
        }
    }

    @Test
    void aCapTakesTheWeightOfAFewBrightPixels() {
        double[] clean = blobs(IDENTITY, new double[] {0, 0});
        double[] hot = clean.clone();
        hot[5 * SIDE + 9] = 200;
        double plain = difference(find(FRAME, clean), find(FRAME, hot));
        AffineFrame capped = FRAME.withCap(1);
        double robust = difference(find(capped, clean), find(capped, hot));
        assertTrue(robust < 0.1 * plain, robust + " against " + plain);
    }

    @Test
    void aLeastRatioBoundsTheStretchOfAStroke() {
        double[] stroke = new double[SIDE * SIDE];
        for (int i = 15; i < 50; i++) {
            stroke[i * SIDE + i] = 1;
        }
        double[] frame = find(FRAME.withLeastRatio(0.04), stroke);
        // A = Σ^{1/2}: its eigenvalues are along and across the diagonal.
        double along = frame[0] + frame[1];
        double across = frame[0] - frame[1];
        assertEquals(0.2, across / along, 1e-9);
        assertEquals(find(FRAME, stroke)[0] + find(FRAME, stroke)[1], along, 1e-9);
        double[] round = blobs(IDENTITY, new double[] {0, 0});
        assertArrayEquals(find(FRAME, round), find(FRAME.withLeastRatio(0.04), round), 1e-12);
    }

    @Test
    void argumentsOutsideTheirDomainAreNamed() {
        String[] messages = {
            message(() -> AffineFrame.of(0, 1)),
            message(() -> AffineFrame.of(5, Double.NaN)),
            message(() -> FRAME.withRidge(-1)),
            message(() -> FRAME.withThreshold(-1)),
            message(() -> FRAME.withThreshold(2).withCap(1)),
            message(() -> FRAME.windowed(0, 1)),
            message(() -> FRAME.windowed(1, -1)),
            message(() -> FRAME.withLeastRatio(2))
        };
        String[] names = {"size", "spread", "ridge", "threshold", "cap", "window", "steps", "leastRatio"};
        for (int i = 0; i < names.length; i++) {
            assertTrue(messages[i].startsWith(names[i] + ": expected"), messages[i]);
        }
    }

    private static String message(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(IllegalArgumentException.class, executable).getMessage();
    }

    private static double[] linear(double[] frame) {
        return new double[] {frame[0], frame[1], frame[3], frame[4]};
    }

    private static double[] times(double[] a, double[] b) {
        return new double[] {
            a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]
        };
    }

    private static double[] inverse(double[] a) {
        double det = a[0] * a[3] - a[1] * a[2];
        return new double[] {a[3] / det, -a[1] / det, -a[2] / det, a[0] / det};
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum / dot(a, a));
    }
}

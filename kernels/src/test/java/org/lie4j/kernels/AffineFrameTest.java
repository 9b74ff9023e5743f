package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AffineFrameTest {
    private static final int SIDE = 64;
    private static final AffineFrame FRAME = new AffineFrame(28, 5, 0, 0);

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
        assertEquals(0, distance(canonical(original, frame), canonical(moved, frameOf(moved))), 0.01);
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
        assertTrue(worst < 0.01, "relative distance of canonical images " + worst);
        assertTrue(distance(canonical(original, frame), canonical(blobs(new double[] {0.8, -0.6, 0.6, 0.8},
                new double[] {0, 0}), frameOf(blobs(new double[] {0.8, -0.6, 0.6, 0.8}, new double[] {0, 0})))) > 0.1,
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
        double[] point = FRAME.toImage(frame, 0, brightest % 28, brightest / 28);
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
        FRAME.warpTransposed(gradient, 0, frame, 0, back, 0, SIDE, SIDE);
        assertEquals(dot(canonical(image, frame), gradient), dot(image, back), 1e-9);
    }

    @Test
    void anEmptyImageHasTheTrivialFrame() {
        double[] frame = frameOf(new double[SIDE * SIDE]);
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
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aBadPixelIsRefused(double pixel) {
        double[] image = new double[SIDE * SIDE];
        image[5] = pixel;
        String message = assertThrows(IllegalArgumentException.class, () -> frameOf(image)).getMessage();
        assertTrue(message.startsWith("expected finite pixels, got"), message);
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

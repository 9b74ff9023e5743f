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
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.SPos;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.groups.sampling.PolarLogNormal;

class VolumeFrameTest {
    private static final int SIDE = 40;
    private static final int[] EXTENTS = {SIDE, SIDE, SIDE};
    private static final double MIDDLE = 0.5 * (SIDE - 1);
    private static final int SIZE = 20;
    private static final VolumeFrame FRAME = VolumeFrame.of(SIZE, 3);
    private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    private static final double[] NOWHERE = {0, 0, 0};

    /** Trilinear interpolation of a Gaussian of variance v errs by up to 3/(8v) of its height, 0.075 for v = 5, and by less in the 2-norm; measured, 0.024. */
    private static final double TRILINEAR = 0.04;

    private static final double[][] CENTRES = {{-4, 2, 1}, {4, 3, -2}, {2, -5, 3}, {-1, 1, -4}};
    private static final double[] WEIGHTS = {1, 0.8, 0.6, 0.5};
    private static final double VARIANCE = 5;

    /** Four Gaussian blobs carried by x ↦ A x + t about the centre: a volume whose affine copies are known exactly. */
    static double[] blobs(double[] a, double[] t) {
        double[] inverse = new double[9];
        SmallMatrices.invert(3, a, 0, inverse, 0);
        double[] volume = new double[SIDE * SIDE * SIDE];
        double[] u = new double[3];
        for (int i = 0; i < volume.length; i++) {
            double x = i % SIDE - MIDDLE - t[0];
            double y = Math.floorDiv(i, SIDE) % SIDE - MIDDLE - t[1];
            double z = Math.floorDiv(i, SIDE * SIDE) - MIDDLE - t[2];
            for (int k = 0; k < 3; k++) {
                u[k] = inverse[3 * k] * x + inverse[3 * k + 1] * y + inverse[3 * k + 2] * z;
            }
            for (int b = 0; b < WEIGHTS.length; b++) {
                double d = 0;
                for (int k = 0; k < 3; k++) {
                    d += (u[k] - CENTRES[b][k]) * (u[k] - CENTRES[b][k]);
                }
                volume[i] += d < 60 * VARIANCE ? WEIGHTS[b] * Math.exp(-d / (2 * VARIANCE)) : 0;
            }
        }
        return volume;
    }

    private static double[] find(VolumeFrame kind, double[] volume) {
        double[] frame = new double[VolumeFrame.FRAME_LENGTH];
        kind.find(volume, 0, EXTENTS, frame, 0);
        return frame;
    }

    private static double[] canonical(double[] volume, double[] frame) {
        double[] out = new double[FRAME.pixels()];
        FRAME.warp(volume, 0, EXTENTS, frame, 0, out, 0);
        return out;
    }

    private static double[] linear(double[] frame) {
        return new double[] {frame[0], frame[1], frame[2], frame[4], frame[5], frame[6], frame[8], frame[9], frame[10]};
    }

    private static double[] times(double[] a, double[] b) {
        double[] out = new double[9];
        SmallMatrices.multiply(3, a, 0, b, 0, out, 0);
        return out;
    }

    private static double[] inverse(double[] a) {
        double[] out = new double[9];
        SmallMatrices.invert(3, a, 0, out, 0);
        return out;
    }

    private static double distance(double[] a, double[] b) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            size += a[i] * a[i];
        }
        return Math.sqrt(difference / size);
    }

    @Test
    void theFrameIsTheSquareRootOfTheCovariance() {
        double[] t = {2, -1, 1.5};
        double[] frame = find(FRAME, blobs(IDENTITY, t));
        // A² against the covariance of a mixture: that of the blobs plus that of their centres.
        double total = Arrays.stream(WEIGHTS).sum();
        double[] mean = new double[3];
        for (int b = 0; b < WEIGHTS.length; b++) {
            for (int i = 0; i < 3; i++) {
                mean[i] += WEIGHTS[b] * CENTRES[b][i] / total;
            }
        }
        double[] square = times(linear(frame), linear(frame));
        for (int i = 0; i < 3; i++) {
            assertEquals(MIDDLE + t[i] + mean[i], frame[4 * i + 3], 1e-5);
            for (int j = 0; j < 3; j++) {
                double expected = i == j ? VARIANCE : 0;
                for (int b = 0; b < WEIGHTS.length; b++) {
                    expected += WEIGHTS[b] * (CENTRES[b][i] - mean[i]) * (CENTRES[b][j] - mean[j]) / total;
                }
                assertEquals(expected, square[3 * i + j], 1e-4);
            }
        }
    }

    @Test
    void anyMapLeavesARotationOnly() {
        SplittableRandom random = new SplittableRandom(1);
        double[] original = blobs(IDENTITY, NOWHERE);
        double[] frame = find(FRAME, original);
        double[] still = canonical(original, frame);
        double[] maps = new double[9 * 12];
        PolarLogNormal.of(GLPlus.of(3), 0.1).sample(random, maps, 0, 12);
        double worst = 0;
        double unturned = 0;
        for (int i = 0; i < 12; i++) {
            double[] h = Arrays.copyOfRange(maps, 9 * i, 9 * i + 9);
            double[] moved = blobs(h, random.doubles(3, -2, 2).toArray());
            double[] movedFrame = find(FRAME, moved);
            // A' R = h A, so R = A'⁻¹ h A, a rotation.
            double[] r = times(inverse(linear(movedFrame)), times(h, linear(frame)));
            double[] gram = new double[9];
            SmallMatrices.multiplyTransposed(3, r, 0, r, 0, gram, 0);
            assertArrayEquals(IDENTITY, gram, 1e-3);
            assertEquals(1, SmallMatrices.determinant(3, r, 0), 1e-3);
            unturned = Math.max(unturned, distance(still, canonical(moved, movedFrame)));
            VolumeFrame.turn(movedFrame, 0, orthogonal(r));
            worst = Math.max(worst, distance(still, canonical(moved, movedFrame)));
        }
        assertTrue(worst < TRILINEAR, "relative distance of canonical volumes " + worst);
        assertTrue(unturned > 0.3, "a rotation must show where it is not undone: " + unturned);
    }

    private static double[] orthogonal(double[] r) {
        return org.lie4j.groups.Polar.left(3, r).rotation();
    }

    @Test
    void symmetricMapsOfARoundObjectLeaveNothing() {
        // Blobs in their own frame have Σ = I: any symmetric positive definite map then has the residual rotation I.
        double[] round = inverse(linear(find(FRAME, blobs(IDENTITY, NOWHERE))));
        for (int i = 0; i < 9; i++) {
            round[i] *= 4;
        }
        double[] original = blobs(round, NOWHERE);
        double[] frame = find(FRAME, original);
        assertTrue(FRAME.relativeGap(frame, 0) < 1e-3, "not round");
        double[] still = canonical(original, frame);
        SplittableRandom random = new SplittableRandom(2);
        double worst = 0;
        for (int i = 0; i < 8; i++) {
            double[] h = new double[9];
            SPos.of(3).exp(random.doubles(6, -0.2, 0.2).toArray(), 0, h, 0, 1);
            double[] moved = blobs(times(h, round), new double[] {1.3, -0.7, 0.4});
            double[] movedFrame = find(FRAME, moved);
            assertArrayEquals(IDENTITY, times(inverse(linear(movedFrame)), times(h, linear(frame))), 2e-3);
            worst = Math.max(worst, distance(still, canonical(moved, movedFrame)));
        }
        assertTrue(worst < TRILINEAR, "relative distance of canonical volumes " + worst);
    }

    @Test
    void aSymmetricMapThatDoesNotCommuteWithTheCovarianceLeavesARotation() {
        double[] longAlongX = {2, 0, 0, 0, 0.6, 0, 0, 0, 0.6};
        double[] h = {1, 0.3, 0, 0.3, 1, 0, 0, 0, 1};
        double[] frame = find(FRAME, blobs(longAlongX, NOWHERE));
        double[] moved = find(FRAME, blobs(times(h, longAlongX), NOWHERE));
        double[] r = times(inverse(linear(moved)), times(h, linear(frame)));
        assertTrue(Math.abs(r[1]) > 0.05, Arrays.toString(r));
    }

    @Test
    void theTransposedWarpIsTheAdjoint() {
        double[] volume = blobs(IDENTITY, NOWHERE);
        double[] frame = find(FRAME, volume);
        double[] gradient =
                new SplittableRandom(2).doubles(FRAME.pixels(), -1, 1).toArray();
        double[] back = new double[volume.length];
        FRAME.warpTransposed(gradient, 0, frame, 0, back, 0, EXTENTS);
        assertEquals(dot(canonical(volume, frame), gradient), dot(volume, back), 1e-9);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void aWindowSeesThroughClutterAndNoise() {
        double[] clean = blobs(IDENTITY, NOWHERE);
        double[] dirty = clean.clone();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < dirty.length; i++) {
            dirty[i] += random.nextDouble(0.05);
            boolean corner = i % SIDE > 34 && i / SIDE % SIDE > 34 && Math.floorDiv(i, SIDE * SIDE) < 5;
            dirty[i] += corner ? 1 : 0;
        }
        VolumeFrame windowed = FRAME.withThreshold(0.06).windowed(1.5, 30);
        double plain = difference(find(FRAME, clean), find(FRAME, dirty));
        double robust = difference(find(windowed, clean), find(windowed, dirty));
        assertTrue(plain > 0.5, "the disturbance is too small to tell: " + plain);
        assertTrue(robust < 0.1, "with a window " + robust + ", without " + plain);
    }

    /** The largest entry of A⁻¹ A' - I and of the centres' distance in standard deviations. */
    private static double difference(double[] frame, double[] other) {
        double[] q = times(inverse(linear(frame)), linear(other));
        double[] a = inverse(linear(frame));
        double largest = 0;
        for (int i = 0; i < 3; i++) {
            double moved = 0;
            for (int j = 0; j < 3; j++) {
                largest = Math.max(largest, Math.abs(q[3 * i + j] - IDENTITY[3 * i + j]));
                moved += a[3 * i + j] * (other[4 * j + 3] - frame[4 * j + 3]);
            }
            largest = Math.max(largest, Math.abs(moved));
        }
        return largest;
    }

    @Test
    void aFlatObjectIsBoundedByRidgeOrRatio() {
        double[] plate = new double[SIDE * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int x = i % SIDE;
            int y = Math.floorDiv(i, SIDE);
            plate[25 * SIDE * SIDE + i] = x > 10 && x < 30 && y > 15 && y < 25 ? 0.3 : 0;
        }
        double[] flat = find(FRAME, plate);
        assertEquals(0, FRAME.variances(flat, 0)[0], 1e-12);
        assertTrue(Arrays.stream(canonical(plate, flat)).allMatch(Double::isFinite));
        ArithmeticException e = assertThrows(ArithmeticException.class, () -> FRAME.toCanonical(flat, 0, 20, 20, 25));
        assertTrue(e.getMessage().contains("expected an invertible one, got one with reciprocal condition"));
        // Of 19 and 9 equidistant points: (n² - 1) / 12.
        assertArrayEquals(
                new double[] {0.25, 80 / 12.0 + 0.25, 30.25},
                FRAME.variances(find(FRAME.withRidge(0.25), plate), 0),
                1e-9);
        double[] bounded = find(FRAME.withLeastRatio(0.04), plate);
        assertArrayEquals(new double[] {1.2, 80 / 12.0, 30}, FRAME.variances(bounded, 0), 1e-9);
        assertArrayEquals(new double[] {19.5, 19.5, 19.5}, FRAME.toCanonical(bounded, 0, 20, 20, 25), 10.5);
        assertArrayEquals(new double[] {9.5, 9.5, 9.5}, FRAME.toCanonical(bounded, 0, 20, 20, 25), 1e-9);
    }

    @Test
    void volumesWithoutAnObjectAreRefusedUnlessAllowed() {
        double[] dark = new double[SIDE * SIDE * SIDE];
        String message = assertThrows(IllegalArgumentException.class, () -> find(FRAME, dark))
                .getMessage();
        assertTrue(message.contains("expected a pixel above the threshold 0.0, got none of 64000"), message);
        double[] trivial = {3, 0, 0, 19.5, 0, 3, 0, 19.5, 0, 0, 3, 19.5};
        assertArrayEquals(trivial, find(FRAME.allowingEmpty(), dark));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aBadVoxelIsRefused(double value) {
        double[] volume = blobs(IDENTITY, NOWHERE);
        volume[SIDE * SIDE * 2 + SIDE * 3 + 4] = value;
        String message = assertThrows(IllegalArgumentException.class, () -> find(FRAME.withCap(5), volume))
                .getMessage();
        assertEquals("expected finite values, got " + value + " at [2, 3, 4]", message);
    }
}

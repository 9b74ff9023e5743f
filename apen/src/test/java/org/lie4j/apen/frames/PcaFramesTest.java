package org.lie4j.apen.frames;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcaFramesTest {
    @ParameterizedTest
    @EnumSource(FrameGroup.class)
    void elementsAreDistinctMembersOfTheGroup(FrameGroup group) {
        Frame frame = PcaFrames.of(group, 3).find(Clouds.lopsided(10, 3, new SplittableRandom(1)));
        assertEquals(group.isProper() ? 4 : 8, frame.size());
        double[] r = frame.rotations();
        java.util.Set<String> signs = new java.util.HashSet<>();
        int reflections = 0;
        for (int k = 0; k < frame.size(); k++) {
            double det = 0;
            for (int i = 0; i < 3; i++) {
                int a = k * 9 + i;
                int b = k * 9 + (i + 1) % 3;
                int c = k * 9 + (i + 2) % 3;
                det += r[a] * (r[b + 3] * r[c + 6] - r[c + 3] * r[b + 6]);
                for (int j = 0; j < 3; j++) {
                    double dot = 0;
                    for (int l = 0; l < 3; l++) {
                        dot += r[k * 9 + l * 3 + i] * r[k * 9 + l * 3 + j];
                    }
                    assertEquals(i == j ? 1 : 0, dot, 1e-14);
                }
            }
            reflections += det < 0 ? 1 : 0;
            assertEquals(1, Math.abs(det), 1e-14);
            signs.add(Math.signum(r[k * 9]) + " " + Math.signum(r[k * 9 + 1]) + " " + Math.signum(r[k * 9 + 2]));
        }
        assertEquals(group.isProper() ? 0 : 4, reflections);
        assertEquals(frame.size(), signs.size());
        if (!group.hasTranslations()) {
            assertArrayEquals(new double[3], frame.centre());
        }
    }

    @Test
    void axesAreThoseOfAnotherEigenSolver() {
        SplittableRandom random = new SplittableRandom(2);
        int n = 50;
        int d = 4;
        double[] x = Clouds.lopsided(n, d, random);
        double[] mean = new double[d];
        DMatrixRMaj covariance = new DMatrixRMaj(d, d);
        for (int i = 0; i < n * d; i++) {
            mean[i % d] += x[i] / n;
        }
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    covariance.add(a, b, (x[i * d + a] - mean[a]) * (x[i * d + b] - mean[b]) / n);
                }
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        assertTrue(eigen.decompose(covariance));
        Frame frame = PcaFrames.of(FrameGroup.E, d).find(x);
        assertArrayEquals(mean, frame.centre(), 1e-13);
        for (int k = 0; k < d; k++) {
            double best = 0;
            for (int e = 0; e < d; e++) {
                double dot = 0;
                for (int i = 0; i < d; i++) {
                    dot += eigen.getEigenVector(e).get(i, 0) * frame.rotations()[i * d + k];
                }
                best = Math.max(best, Math.abs(dot));
            }
            assertEquals(1, best, 1e-13);
        }
    }

    @Test
    void aCubeIsDegenerateAndABoxIsNot() {
        PcaFrames frames = PcaFrames.of(FrameGroup.SE, 3);
        Frame cube = frames.find(Clouds.cube());
        assertTrue(cube.isDegenerate());
        assertEquals(0, cube.relativeGap(), 1e-15);
        assertEquals(16 * 4, cube.size());
        double[] box = Clouds.cube();
        for (int i = 0; i < box.length; i++) {
            box[i] *= 1 + i % 3;
        }
        assertFalse(frames.find(box).isDegenerate());
        assertEquals(3.0 / 9, frames.find(box).relativeGap(), 1e-14);
        DegenerateSpectrumException e = assertThrows(
                DegenerateSpectrumException.class,
                () -> frames.withFallbackSamples(0).find(Clouds.cube()));
        assertEquals(cube.relativeGap(), e.relativeGap());
    }

    @Test
    void theFallbackTurnsOnlyTheDegenerateAxes() {
        double[] square = Clouds.cube();
        for (int i = 0; i < square.length; i += 3) {
            square[i] *= 5;
        }
        Frame frame = PcaFrames.of(FrameGroup.E, 3).withFallbackSamples(3).find(square);
        assertTrue(frame.isDegenerate());
        assertEquals(3 * 8, frame.size());
        for (int k = 0; k < frame.size(); k++) {
            assertEquals(1, Math.abs(frame.rotations()[k * 9]), 1e-14);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void fewPointsAreNotDegenerate(int n) {
        SplittableRandom random = new SplittableRandom(n);
        double[] x = Clouds.lopsided(n, 3, random);
        for (FrameGroup group : new FrameGroup[] {FrameGroup.E, FrameGroup.SE}) {
            PcaFrames frames = PcaFrames.of(group, 3);
            assertFalse(frames.find(x).isDegenerate());
            FrameAveraging averaged =
                    FrameAveraging.of(Clouds.arbitrary(3)).over(frames).giving(Clouds.arbitraryFields());
            Clouds.Isometry g = Clouds.isometry(group, 3, random);
            double[] expected = Clouds.transform(g, averaged.apply(x), n, 3);
            assertEquals(0, Clouds.largestDifference(expected, averaged.apply(g.points(x))), 1e-11);
        }
    }

    @Test
    void coincidentPointsHaveACentreAndAnyAxes() {
        Frame frame = PcaFrames.of(FrameGroup.SE, 2).find(new double[] {3, 4, 3, 4, 3, 4});
        assertFalse(frame.isDegenerate());
        assertArrayEquals(new double[] {3, 4}, frame.centre(), 1e-15);
    }

    @Test
    void hugeAndTinyCloudsHaveTheAxesOfOrdinaryOnes() {
        double[] x = Clouds.lopsided(9, 3, new SplittableRandom(4));
        PcaFrames frames = PcaFrames.of(FrameGroup.SE, 3);
        double[] expected = frames.find(x).rotations();
        for (double unit : new double[] {0x1p900, 0x1p-900}) {
            double[] scaled = x.clone();
            for (int i = 0; i < x.length; i++) {
                scaled[i] *= unit;
            }
            assertArrayEquals(expected, frames.find(scaled).rotations());
        }
    }

    @Test
    void thirdMomentsLeaveOneElementOrTheOpenSigns() {
        SplittableRandom random = new SplittableRandom(6);
        double[] x = Clouds.lopsided(15, 3, random);
        assertEquals(
                1,
                PcaFrames.of(FrameGroup.SE, 3)
                        .withSignsFromThirdMoments(1e-3)
                        .find(x)
                        .size());
        assertEquals(
                1,
                PcaFrames.of(FrameGroup.E, 3)
                        .withSignsFromThirdMoments(1e-3)
                        .find(x)
                        .size());
        double[] box = Clouds.cube();
        for (int i = 0; i < box.length; i++) {
            box[i] *= 1 + i % 3;
        }
        assertEquals(
                8,
                PcaFrames.of(FrameGroup.E, 3)
                        .withSignsFromThirdMoments(1e-3)
                        .find(box)
                        .size());
    }

    @ParameterizedTest
    @EnumSource(FrameGroup.class)
    void canonicalFormsAreNormalisedAndUndone(FrameGroup group) {
        int n = 20;
        double[] x = Clouds.lopsided(n, 3, new SplittableRandom(8));
        Frame frame = PcaFrames.of(group, 3).find(x);
        double[] y = new double[3 * n];
        for (int k = 0; k < frame.size(); k++) {
            frame.toCanonical(k, x, 0, n, y, 0);
            double[] second = new double[9];
            double[] fourth = new double[9];
            for (int i = 0; i < n; i++) {
                double squared = y[3 * i] * y[3 * i] + y[3 * i + 1] * y[3 * i + 1] + y[3 * i + 2] * y[3 * i + 2];
                for (int a = 0; a < 3; a++) {
                    double back = frame.centre()[a];
                    for (int b = 0; b < 3; b++) {
                        second[3 * a + b] += y[3 * i + a] * y[3 * i + b] / n;
                        fourth[3 * a + b] += squared * y[3 * i + a] * y[3 * i + b] / n;
                        back += frame.linear()[9 * k + 3 * a + b] * y[3 * i + b];
                    }
                    assertEquals(x[3 * i + a], back, 1e-12);
                }
            }
            double[] diagonal = group.shape() == FrameGroup.Shape.FULL ? fourth : second;
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    if (a != b) {
                        assertEquals(0, diagonal[3 * a + b], 1e-12 * diagonal[0]);
                    }
                    if (group.shape() == FrameGroup.Shape.FULL) {
                        assertEquals(a == b ? 1 : 0, second[3 * a + b], 1e-13, "white");
                    }
                }
                assertTrue(a == 0 || diagonal[4 * a] <= diagonal[4 * a - 4]);
            }
            if (group == FrameGroup.SIM) {
                assertEquals(1, second[0] + second[4] + second[8], 1e-13, "of scale 1");
            }
        }
    }

    @Test
    void affineFramesNeedPointsThatSpanSpace() {
        PcaFrames frames = PcaFrames.of(FrameGroup.AFFINE, 3);
        SplittableRandom random = new SplittableRandom(9);
        double[] few = Clouds.lopsided(3, 3, random);
        String message = assertThrows(IllegalArgumentException.class, () -> frames.find(few))
                .getMessage();
        assertTrue(
                message.contains("expected at least 4 with weight for affine frames in dimension 3, got 3"), message);
        double[] flat = Clouds.lopsided(9, 3, random);
        for (int i = 0; i < 9; i++) {
            flat[3 * i + 2] = flat[3 * i] - 2 * flat[3 * i + 1];
        }
        message =
                assertThrows(ArithmeticException.class, () -> frames.find(flat)).getMessage();
        assertTrue(message.contains("expected points that span space"), message);
        assertThrows(ArithmeticException.class, () -> frames.find(new double[12]), "coincident points");
        double[] padded = java.util.Arrays.copyOf(few, 15);
        assertThrows(IllegalArgumentException.class, () -> frames.find(padded, 0, 5, new double[] {1, 1, 1, 0, 0}, 0));
        // A simplex is affinely a regular one: its moments repeat.
        assertTrue(frames.find(Clouds.lopsided(4, 3, random)).isDegenerate());
        double[] coincident = {3, 4, 3, 4};
        Frame similar = PcaFrames.of(FrameGroup.SIM, 2).find(coincident);
        assertEquals(1, Math.abs(similar.linear()[0]), 1e-15, "scale 1 where there is none");
    }

    @Test
    void oneGiantCoordinateStaysFinite() {
        double[] x = Clouds.lopsided(9, 3, new SplittableRandom(10));
        x[4] = 1e300;
        for (FrameGroup group : FrameGroup.values()) {
            if (group.shape() == FrameGroup.Shape.FULL) {
                assertThrows(
                        ArithmeticException.class, () -> PcaFrames.of(group, 3).find(x));
                continue;
            }
            Frame frame = PcaFrames.of(group, 3).find(x);
            double[] y = new double[27];
            frame.toCanonical(0, x, 0, 9, y, 0);
            for (double c : y) {
                assertTrue(Double.isFinite(c), group + " " + c);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FrameGroup.class)
    void batchesAreTheirCloudsAndAllocateNothing(FrameGroup group) {
        SplittableRandom random = new SplittableRandom(11);
        int count = 50;
        int n = 30;
        double[] clouds = new double[count * n * 3];
        for (int i = 0; i < count; i++) {
            System.arraycopy(Clouds.lopsided(n, 3, random), 0, clouds, i * n * 3, n * 3);
        }
        PcaFrames frames = PcaFrames.of(group, 3).withSignsFromThirdMoments(0.3);
        FrameBatch batch = new FrameBatch();
        frames.find(clouds, count, n, null, batch);
        assertEquals(count, batch.count());
        int elements = 0;
        for (int i = 0; i < count; i++) {
            Frame alone = frames.find(clouds, i * n * 3, n, null, 0);
            assertArrayEquals(alone.linear(), batch.frame(i).linear());
            assertEquals(alone.size(), batch.size(i));
            assertEquals(alone.relativeGap(), batch.relativeGap(i));
            elements += alone.size();
        }
        assertEquals(elements, batch.elements());

        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int repeat = 0; repeat < 10; repeat++) {
            frames.find(clouds, count, n, null, batch);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < 4000, bytes + " bytes for 500 clouds");
    }

    @Test
    void parametersAreChecked() {
        PcaFrames frames = PcaFrames.of(FrameGroup.SE, 3);
        assertThrows(IllegalArgumentException.class, () -> PcaFrames.of(FrameGroup.E, 0));
        assertThrows(IllegalArgumentException.class, () -> PcaFrames.of(FrameGroup.E, 17));
        assertThrows(IllegalArgumentException.class, () -> frames.withMinRelativeGap(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> frames.withFallbackSamples(-1));
        assertThrows(IllegalArgumentException.class, () -> frames.withSignsFromThirdMoments(0));
        assertThrows(IllegalArgumentException.class, () -> frames.find(new double[6], 0, 3, null, 0));
        assertThrows(IllegalArgumentException.class, () -> frames.find(new double[6], 0, 2, new double[1], 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"SE", "E", "SO"})
    void axesThatACloudDoesNotDetermineAreZero(FrameGroup group) {
        PcaFrames frames = PcaFrames.of(group, 3).withoutUndeterminedAxes();
        double[] cube = new double[24];
        for (int i = 0; i < 24; i++) {
            cube[i] = (((i / 3) >> (i % 3)) & 1) - 0.5;
        }
        Frame found = frames.find(cube);
        assertTrue(found.isDegenerate());
        assertEquals(group.isProper() ? 4 : 8, found.size());
        assertArrayEquals(new double[9 * found.size()], found.rotations(), 1e-300);
        double[] line = {0, 0, 0, 1, 2, 2, 3, 6, 6};
        for (int i = 0; i < 9 && !group.hasTranslations(); i++) {
            line[i] += new double[] {1, 2, 2}[i % 3];
        }
        Frame along = frames.find(line);
        assertFalse(along.isDegenerate());
        double[] sum = new double[9];
        double[] r = along.rotations();
        for (int k = 0; k < along.size(); k++) {
            for (int i = 0; i < 9; i++) {
                sum[i] += r[9 * k + 3 * (i / 3)] * r[9 * k + 3 * (i % 3)] / along.size();
                assertTrue(i % 3 == 0 || r[9 * k + i] == 0, "one axis alone");
            }
        }
        double[] direction = {1 / 3.0, 2 / 3.0, 2 / 3.0};
        for (int i = 0; i < 9; i++) {
            assertEquals(direction[i / 3] * direction[i % 3], sum[i], 1e-14, "R Rᵀ is the projection onto the line");
        }
        assertArrayEquals(
                PcaFrames.of(group, 3)
                        .find(Clouds.lopsided(10, 3, new SplittableRandom(1)))
                        .rotations(),
                frames.find(Clouds.lopsided(10, 3, new SplittableRandom(1))).rotations(),
                "others are as before");
        FrameBatch batch = new FrameBatch();
        double[] cloud = Clouds.lopsided(10, 3, new SplittableRandom(1));
        frames.find(cloud, 1, 10, null, batch);
        double[] element = new double[13];
        batch.element(0, 2, element, 1);
        Frame whole = batch.frame(0);
        assertArrayEquals(
                java.util.Arrays.copyOfRange(whole.linear(), 18, 27), java.util.Arrays.copyOfRange(element, 1, 10));
        assertArrayEquals(whole.centre(), java.util.Arrays.copyOfRange(element, 10, 13));
        assertThrows(
                IllegalArgumentException.class,
                () -> PcaFrames.of(FrameGroup.SIM, 3).withoutUndeterminedAxes());
    }

    @ParameterizedTest
    @EnumSource(names = {"SE", "E"})
    void oneElementKeepsTheAxesWhoseSignsAreKnown(FrameGroup group) {
        PcaFrames frames = PcaFrames.of(group, 3).withOneElement(1e-6);
        assertEquals(1, frames.size());
        SplittableRandom random = new SplittableRandom(5);
        double[] cloud = Clouds.lopsided(12, 3, random);
        double[] r = frames.find(cloud).rotations();
        assertEquals(9, r.length);
        for (int k = 0; k < 3; k++) {
            double third = 0;
            double[] centre = frames.find(cloud).centre();
            for (int i = 0; i < 12; i++) {
                double x = 0;
                for (int c = 0; c < 3; c++) {
                    x += (cloud[3 * i + c] - centre[c]) * r[3 * c + k];
                }
                third += x * x * x;
            }
            assertTrue(third > 0 || (k == 2 && group.isProper()), "third moment along axis " + k + ": " + third);
        }
        double determinant = r[0] * (r[4] * r[8] - r[5] * r[7])
                - r[1] * (r[3] * r[8] - r[5] * r[6])
                + r[2] * (r[3] * r[7] - r[4] * r[6]);
        assertEquals(1, group.isProper() ? determinant : Math.abs(determinant), 1e-12);

        // A triangle: SE(3) tells its sides apart by orientation, E(3) cannot.
        double[] triangle = {0, 0, 0, 3, 0, 0, 1, 1, 0};
        assertEquals(group.isProper() ? 3 : 2, rank(frames.find(triangle)));
        // A mirror image of itself in x: nothing tells x from -x, and for SE(3) then nothing tells z from -z.
        double[] mirrored = {-3, 0, 0, 3, 0, 0, 0, 2, 0, 0, 2.5, 1};
        assertEquals(2, rank(frames.find(mirrored)));
        double[] line = {0, 0, 0, 1, 2, 2, 4, 8, 8};
        assertEquals(1, rank(frames.find(line)));
        double[] balanced = {0, 0, 0, 1, 2, 2, 2, 4, 4};
        assertEquals(0, rank(frames.find(balanced)));
        assertEquals(0, rank(frames.find(new double[] {1, 2, 3})));
        assertEquals(group.isProper() ? 4 : 8, PcaFrames.of(group, 3).size());
        assertThrows(
                IllegalArgumentException.class, () -> PcaFrames.of(group, 3).withOneElement(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> PcaFrames.of(FrameGroup.SIM, 3).withOneElement(1));
    }

    /** How many axes are kept. */
    private static int rank(Frame frame) {
        assertEquals(1, frame.size());
        double squares = 0;
        for (double x : frame.rotations()) {
            squares += x * x;
        }
        assertEquals(Math.rint(squares), squares, 1e-12);
        return (int) Math.rint(squares);
    }
}

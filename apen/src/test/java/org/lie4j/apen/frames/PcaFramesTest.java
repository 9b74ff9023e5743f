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
}

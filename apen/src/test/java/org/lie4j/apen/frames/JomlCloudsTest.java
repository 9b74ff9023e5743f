package org.lie4j.apen.frames;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.joml.Matrix4d;
import org.joml.Vector3d;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JomlCloudsTest {
    @ParameterizedTest
    @EnumSource(FrameGroup.class)
    void elementsTakeCanonicalFormsBack(FrameGroup group) {
        double[] x = Clouds.lopsided(10, 3, new SplittableRandom(3));
        Frame frame = PcaFrames.of(group, 3).find(x);
        List<Matrix4d> toWorld = JomlClouds.toWorld(frame);
        assertEquals(frame.size(), toWorld.size());
        double[] canonical = new double[30];
        for (int k = 0; k < frame.size(); k++) {
            frame.toCanonical(k, x, 0, 10, canonical, 0);
            List<Vector3d> points = JomlClouds.vectors(canonical);
            points.forEach(toWorld.get(k)::transformPosition);
            assertArrayEquals(x, JomlClouds.points(points), 1e-12);
        }
    }

    @Test
    void pointsAreCopied() {
        List<Vector3d> vectors = JomlClouds.vectors(new double[] {1, 2, 3, 4, 5, 6});
        assertEquals(List.of(new Vector3d(1, 2, 3), new Vector3d(4, 5, 6)), vectors);
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, JomlClouds.points(vectors));
        assertArrayEquals(new double[] {0.5, -1, 2}, JomlClouds.pointsOfFloats(List.of(new Vector3f(0.5f, -1, 2))));
    }

    @Test
    void whatIsNotOfSpaceIsRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> JomlClouds.vectors(new double[4]))
                .getMessage()
                .contains("multiple of 3 numbers, got 4"));
        Frame plane = PcaFrames.of(FrameGroup.SE, 2).find(Clouds.lopsided(10, 2, new SplittableRandom(3)));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> JomlClouds.toWorld(plane))
                .getMessage()
                .contains("expected dimension 3, got 2"));
    }
}

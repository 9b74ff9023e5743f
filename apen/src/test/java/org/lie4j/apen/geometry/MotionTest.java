package org.lie4j.apen.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.apen.partitions.PieceMotions;

class MotionTest {
    private static final String ARM = """
            HIERARCHY
            ROOT Shoulder
            {
              OFFSET 1 2 3
              CHANNELS 6 Xposition Yposition Zposition Zrotation Yrotation Xrotation
              JOINT Elbow
              {
                OFFSET 4 0 0
                CHANNELS 3 Zrotation Yrotation Xrotation
                End Site
                {
                  OFFSET 2 0 0
                }
              }
            }
            MOTION
            Frames: 2
            Frame Time: .0083333
            0 0 0 0 0 0 0 0 0
            10 20 30 90 0 90 0 90 0
            """;

    static Motion walk() {
        try (InputStream in = MotionTest.class.getResourceAsStream("walk.bvh")) {
            return BvhReader.read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anArmIsPosedAsByHand() throws IOException {
        Motion motion = BvhReader.read(new StringReader(ARM));
        assertEquals(2, motion.frames());
        assertEquals(0.0083333, motion.frameTime());
        assertEquals(3, motion.skeleton().size());
        assertEquals("ElbowEnd", motion.skeleton().joints().get(2).name());
        assertArrayEquals(
                new double[] {1, 2, 3, 5, 2, 3, 7, 2, 3}, motion.pose(0).positions(), 1e-15);
        // Shoulder: R = Rz(90) Rx(90) takes x to y, y to z, z to x. Elbow: Ry(90) takes x to -z, which the shoulder
        // takes to -x.
        assertArrayEquals(
                new double[] {11, 22, 33, 11, 26, 33, 9, 26, 33}, motion.pose(1).positions(), 1e-14);
        assertArrayEquals(
                new double[] {0, 0, 1, 1, 0, 0, 0, 1, 0},
                Arrays.copyOf(motion.pose(1).rotations(), 9),
                1e-15);
    }

    @Test
    void turnsAreExponentialsOfTheAxes() {
        for (int axis = 0; axis < 3; axis++) {
            double[] omega = new double[3];
            omega[axis] = 0.7;
            double[] expected = new double[9];
            double[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
            double[] r = identity.clone();
            Skeleton.turn(r, axis, 0.7);
            // Rodrigues' formula.
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    double hat = a == b ? 0 : ((b - a + 3) % 3 == 1 ? -1 : 1) * omega[3 - a - b] / 0.7;
                    double square = (a == axis ? 1 : 0) * (b == axis ? 1 : 0) - (a == b ? 1 : 0);
                    expected[3 * a + b] = identity[3 * a + b] + Math.sin(0.7) * hat + (1 - Math.cos(0.7)) * square;
                }
            }
            assertArrayEquals(expected, r, 1e-15);
        }
    }

    @Test
    void bonesKeepTheirLengths() {
        Motion walk = walk();
        List<Skeleton.Joint> joints = walk.skeleton().joints();
        for (int frame = 0; frame < walk.frames(); frame++) {
            double[] p = walk.pose(frame).positions();
            for (int j = 1; j < joints.size(); j++) {
                Skeleton.Joint joint = joints.get(j);
                int parent = joint.parent();
                double squared = 0;
                for (int c = 0; c < 3; c++) {
                    squared += (p[3 * j + c] - p[3 * parent + c]) * (p[3 * j + c] - p[3 * parent + c]);
                }
                assertEquals(joint.x() * joint.x() + joint.y() * joint.y() + joint.z() * joint.z(), squared, 1e-11);
            }
        }
    }

    @Test
    void rigidSkinningMovesPartsByElementsOfTheGroupAndBlendingDoesNot() {
        Motion walk = walk();
        CapsuleCharacter body = CapsuleCharacter.of(walk.skeleton(), 600, new SplittableRandom(1));
        assertTrue(body.parts().parts() >= 10, body.parts().toString());
        assertEquals(0, distortion(body, walk.pose(6), CapsuleCharacter.Skinning.RIGID), 1e-12);
        double blended = distortion(body, walk.pose(6), CapsuleCharacter.Skinning.LINEAR_BLEND);
        assertTrue(blended > 0.05 && blended < 5, "largest change of a distance within a part: " + blended);
    }

    /** The largest change of a distance between two points of one part, from rest to a pose. */
    private static double distortion(CapsuleCharacter body, Pose pose, CapsuleCharacter.Skinning skinning) {
        double[] x = body.atRest().points();
        double[] y = body.posed(pose, skinning).points();
        double largest = 0;
        for (int i = 0; i < body.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (body.parts().label(i) == body.parts().label(j)) {
                    largest = Math.max(largest, Math.abs(distance(x, i, j) - distance(y, i, j)));
                }
            }
        }
        return largest;
    }

    private static double distance(double[] x, int i, int j) {
        double squared = 0;
        for (int c = 0; c < 3; c++) {
            squared += (x[3 * i + c] - x[3 * j + c]) * (x[3 * i + c] - x[3 * j + c]);
        }
        return Math.sqrt(squared);
    }

    @Test
    void theRestPoseChangesNothing() {
        Motion walk = walk();
        CapsuleCharacter body = CapsuleCharacter.of(walk.skeleton(), 200, new SplittableRandom(2));
        for (CapsuleCharacter.Skinning skinning : CapsuleCharacter.Skinning.values()) {
            assertArrayEquals(
                    body.atRest().points(),
                    body.posed(walk.skeleton().rest(), skinning).points(),
                    1e-13);
        }
    }

    @Test
    void aTurnOfTheRootTurnsTheWholeBody() {
        Motion walk = walk();
        CapsuleCharacter body =
                CapsuleCharacter.of(walk.skeleton(), 200, new SplittableRandom(3), joint -> joint < 3 ? 0 : 1);
        assertEquals(2, body.parts().parts());
        double[] frame = new double[walk.skeleton().channels()];
        frame[4] = 90;
        double[] expected = PieceMotions.of(3, new double[] {0, 0, 1, 0, 1, 0, -1, 0, 0}, new double[3])
                .points(body.atRest().points(), Partition.whole(200));
        assertArrayEquals(
                expected,
                body.posed(walk.skeleton().pose(frame, 0), CapsuleCharacter.Skinning.LINEAR_BLEND)
                        .points(),
                1e-12);
    }

    @Test
    void zippedFilesAreRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("arm.bvh.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(ARM.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(2, BvhReader.read(file).frames());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HIERARCHY        | HIERARKY      | line 1: expected HIERARCHY, got HIERARKY
            OFFSET 4 0 0     | OFFSET 4 x 0  | line 8: expected a number, got x
            OFFSET 4 0 0     | OFFSET 4 NaN 0 | line 8: expected a finite number, got NaN
            CHANNELS 3 Zrot  | CHANNELS 7 Zrot | expected 0 to 6 channels, got 7.0
            Zrotation Yrotation Xrotation | Zrotation Yrotation Wrotation | expected Xposition to Zrotation, got Wrotation
            Frames: 2        | Frames: 3     | expected 3 frames of 9 channels, 27 values, got 18
            Frames: 2        | Frames: 1     | expected 9 values, got more
            Frames: 2        | Frames: 2000000000 | expected fewer than 2^31 values
            Frames: 2        | Frames: -2    | expected a number of frames, got -2.0
            Frame Time: .0083333 | Frame Time: 0 | expected a positive frame time, got 0.0
            End Site         | Ende Site     | expected JOINT, End or }, got Ende
            MOTION           | ''            | expected MOTION, got Frames:
            """)
    void brokenFilesAreNamed(String from, String to, String message) {
        String broken = ARM.replace(from.strip(), to.strip());
        String actual = assertThrows(MalformedFileException.class, () -> BvhReader.read(new StringReader(broken)))
                .getMessage();
        assertTrue(actual.contains(message), actual);
    }

    @Test
    void everyTruncationIsNamed() {
        int last = ARM.stripTrailing().lastIndexOf(' ');
        for (int length = 0; length < last; length++) {
            String broken = ARM.substring(0, length);
            assertThrows(MalformedFileException.class, () -> BvhReader.read(new StringReader(broken)));
        }
    }

    @Test
    void badInputIsNamed() {
        Skeleton.Joint root = new Skeleton.Joint("root", -1, 0, 0, 0, List.of());
        assertThrows(IllegalArgumentException.class, () -> new Skeleton(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Skeleton(List.of(root, root)));
        assertThrows(IllegalArgumentException.class, () -> new Skeleton.Joint("a", -1, Double.NaN, 0, 0, List.of()));
        SplittableRandom random = new SplittableRandom(1);
        Skeleton point = new Skeleton(List.of(root));
        assertThrows(IllegalArgumentException.class, () -> CapsuleCharacter.of(point, 10, random));
        Skeleton walker = walk().skeleton();
        assertThrows(IllegalArgumentException.class, () -> CapsuleCharacter.of(walker, 0, random));
        assertThrows(IllegalArgumentException.class, () -> walker.pose(new double[3], 0));
        assertThrows(IllegalArgumentException.class, () -> new Motion(walker, 1, new double[5]));
        assertThrows(IllegalArgumentException.class, () -> new Motion(walker, 0, new double[36]));
        assertThrows(IndexOutOfBoundsException.class, () -> walk().pose(24));
    }
}

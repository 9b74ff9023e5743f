package org.lie4j.apen.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.apen.data.CharacterDataset.Protocol;
import org.lie4j.apen.geometry.CapsuleCharacter.Skinning;
import org.lie4j.apen.geometry.Motion;
import org.lie4j.apen.geometry.Skeleton;
import org.lie4j.apen.partitions.Partition;

class CharacterDatasetTest {
    private static final CharacterOptions SMALL = CharacterOptions.defaults(3).withSize(256, 4, 3);

    private static List<Sequence> sequences;
    private static CharacterDataset data;

    @BeforeAll
    static void make() throws IOException {
        sequences = EmbeddedMotion.withGenerated(2, 5);
        data = CharacterDataset.of(SMALL, sequences);
    }

    @Test
    void theEmbeddedClipsAreThoseOfTheAttribution() throws IOException {
        List<Sequence> real = EmbeddedMotion.load();
        assertEquals(
                List.of("01_01", "01_03"), real.stream().map(Sequence::movement).toList());
        assertEquals(276, real.get(0).motion().frames());
        assertEquals(451, real.get(1).motion().frames());
        assertEquals(1 / 12.0, real.get(0).motion().frameTime(), 1e-6);
        assertTrue(EmbeddedMotion.attribution().contains("276 and 451 frames"));
        assertTrue(EmbeddedMotion.attribution().contains("mocap.cs.cmu.edu"));
    }

    @Test
    void anyPoseTurnsEveryJointAndMovesNone() {
        Skeleton skeleton = sequences.get(0).motion().skeleton();
        int poses = 200;
        Sequence any = Sequence.anyPose(skeleton, poses, 30, new SplittableRandom(1));
        assertEquals(poses, any.motion().frames());
        double sum = 0;
        double squares = 0;
        int angles = 0;
        double[] values = any.motion().values();
        int at = 0;
        for (int pose = 0; pose < poses; pose++) {
            for (Skeleton.Joint joint : skeleton.joints()) {
                for (Skeleton.Channel channel : joint.channels()) {
                    double value = values[at++];
                    if (channel.isRotation()) {
                        sum += value;
                        squares += value * value;
                        angles++;
                    } else {
                        assertEquals(0, value);
                    }
                }
            }
        }
        assertEquals(0, sum / angles, 5 * 30 / Math.sqrt(angles));
        assertEquals(900, squares / angles, 5 * 900 * Math.sqrt(2.0 / angles));
        assertThrows(IllegalArgumentException.class, () -> Sequence.anyPose(skeleton, 0, 30, new SplittableRandom(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Sequence.anyPose(skeleton, 1, Double.NaN, new SplittableRandom(1)));
    }

    @Test
    void everyPartIsThereAndNamed() {
        assertEquals(3 * (2 + 16) * 4, data.clouds().count());
        CloudSet clouds = CharacterDataset.of(CharacterOptions.defaults(2).withSize(1024, 1, 4), sequences)
                .clouds();
        assertEquals(12, clouds.labelNames().size());
        for (int part = 0; part < 12; part++) {
            int all = 0;
            for (int i = 0; i < clouds.count(); i++) {
                int size = clouds.labels(i).partSize(part);
                assertTrue(size > 0, clouds.labelNames().get(part) + " is missing from cloud " + i);
                all += size;
            }
            double mean = all / (double) clouds.count();
            assertTrue(mean > 10 && mean < 400, clouds.labelNames().get(part) + ": " + mean);
        }
        int[] parts = BodyParts.SIDED.ofJoints(sequences.get(0).motion().skeleton());
        List<Skeleton.Joint> joints = sequences.get(0).motion().skeleton().joints();
        for (int j = 0; j < parts.length; j++) {
            String name = joints.get(j).name();
            String part = BodyParts.SIDED.names().get(parts[j]);
            if (part.startsWith("left")) {
                assertTrue(name.startsWith("L") && !name.startsWith("Lower"), name + " in " + part);
            }
            if (part.startsWith("right")) {
                assertTrue(name.startsWith("R"), name + " in " + part);
            }
            assertEquals(
                    part.replaceAll("left |right ", ""),
                    BodyParts.UNSIDED
                            .names()
                            .get(
                                    BodyParts.UNSIDED
                                            .ofJoints(sequences.get(0).motion().skeleton())[j]));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LHipJoint, torso",
        "LeftUpLeg, left thigh",
        "RightLeg, right shin",
        "RightToeBase, right foot",
        "LowerBack, torso",
        "LeftShoulder, torso",
        "LeftArm, left upper arm",
        "RightForeArm, right forearm",
        "LThumb, left forearm",
        "RFingers, right forearm",
        "Neck1, head",
        "Hand.L, left forearm",
        "Thigh.R, right thigh",
        "Tail, torso",
        "foot, torso"
    })
    void jointsBelongToParts(String joint, String part) {
        Skeleton skeleton = new Skeleton(List.of(
                new Skeleton.Joint("Hips", -1, 0, 0, 0, List.of()), new Skeleton.Joint(joint, 0, 0, 1, 0, List.of())));
        assertEquals(part, BodyParts.SIDED.names().get(BodyParts.SIDED.ofJoints(skeleton)[1]));
    }

    @Test
    void leftIsWherePositiveXIsAtRest() {
        // The arms of the rest pose point along ±x.
        CloudSet rest = CharacterDataset.of(
                        CharacterOptions.defaults(1).withSize(512, 1, 1),
                        List.of(new Sequence(
                                "rest", still(sequences.get(0).motion().skeleton()))))
                .clouds();
        List<String> names = rest.labelNames();
        for (int i = 0; i < rest.points(); i++) {
            String part = names.get(rest.label(0, i));
            if (part.endsWith("arm")) {
                assertEquals(part.startsWith("left"), rest.position(0, i, 0) > 0, part);
            }
            if (part.equals("head")) {
                assertTrue(rest.position(0, i, 1) > 0.2, "height of the head " + rest.position(0, i, 1));
            }
            if (part.endsWith("foot")) {
                assertTrue(rest.position(0, i, 1) < -0.3, "height of a foot " + rest.position(0, i, 1));
            }
        }
    }

    private static Motion still(Skeleton skeleton) {
        return new Motion(skeleton, 1, new double[skeleton.channels()]);
    }

    @Test
    void piecesMoveRigidlyWithRigidSkinningAloneAndRefineTheLabels() {
        double rigid = distortion(Skinning.RIGID);
        double smooth = distortion(Skinning.LINEAR_BLEND);
        assertTrue(rigid < 2e-6, "rigid: " + rigid);
        assertTrue(smooth > 1e-2, "linear blend: " + smooth);
    }

    /** Largest change of a distance within a piece between two poses of a sequence, in body heights. */
    private static double distortion(Skinning skinning) {
        CloudSet clouds = CharacterDataset.of(SMALL.withSkinning(skinning).withSize(256, 3, 1), sequences)
                .clouds();
        Partition pieces = clouds.pieces(0);
        assertTrue(pieces.refines(clouds.labels(0)));
        double largest = 0;
        for (int i = 0; i < 256; i++) {
            for (int j = 0; j < i; j++) {
                if (pieces.label(i) == pieces.label(j)) {
                    largest = Math.max(largest, Math.abs(distance(clouds, 0, i, j) - distance(clouds, 2, i, j)));
                }
            }
        }
        return largest;
    }

    private static double distance(CloudSet clouds, int cloud, int i, int j) {
        double squared = 0;
        for (int c = 0; c < 3; c++) {
            double d = clouds.position(cloud, i, c) - clouds.position(cloud, j, c);
            squared += d * d;
        }
        return Math.sqrt(squared);
    }

    @Test
    void cloudsAreCentredAndAboutAsHighAsOne() {
        CloudSet clouds = data.clouds();
        for (int i = 0; i < clouds.count(); i++) {
            double[] sum = new double[3];
            double largest = 0;
            for (int p = 0; p < clouds.points(); p++) {
                for (int c = 0; c < 3; c++) {
                    sum[c] += clouds.position(i, p, c);
                    largest = Math.max(largest, Math.abs(clouds.position(i, p, c)));
                }
            }
            for (double s : sum) {
                assertEquals(0, s / clouds.points(), 1e-6);
            }
            assertTrue(largest > 0.25 && largest < 1, "extent " + largest);
        }
    }

    @Test
    void theSameSeedGivesTheSameCloudsAndAnotherDoesNot() {
        CharacterOptions tiny = SMALL.withSize(64, 2, 2);
        float[] first = points(CharacterDataset.of(tiny, sequences).clouds());
        float[] second = points(CharacterDataset.of(tiny, sequences).clouds());
        float[] other = points(CharacterDataset.of(
                        new CharacterOptions(64, 2, 2, tiny.skinning(), tiny.parts(), tiny.turn(), 4), sequences)
                .clouds());
        assertTrue(Arrays.equals(first, second));
        assertNotEquals(Arrays.hashCode(first), Arrays.hashCode(other));
    }

    private static float[] points(CloudSet set) {
        float[] all = new float[3 * set.points() * set.count()];
        for (int i = 0; i < set.count(); i++) {
            set.copyPoints(i, all, 3 * i * set.points());
        }
        return all;
    }

    @Test
    void subjectsDiffer() {
        CloudSet clouds = data.clouds();
        Set<Double> spans = new HashSet<>();
        for (int subject = 0; subject < 3; subject++) {
            double widest = 0;
            for (int i = 0; i < clouds.count(); i++) {
                for (int p = 0; p < clouds.points() && clouds.classOf(i) == subject; p++) {
                    widest = Math.max(widest, Math.abs(clouds.position(i, p, 1)));
                }
            }
            spans.add(widest);
        }
        assertEquals(3, spans.size());
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void splitsKeepApartWhatTheySay(Protocol protocol) {
        CloudSplit split = data.split(protocol, 0.25, 11);
        assertEquals(data.clouds().count(), split.train().count() + split.test().count());
        Set<Integer> test = origins(split.test());
        Set<Integer> train = origins(split.train());
        Set<Integer> both = new HashSet<>(test);
        both.retainAll(train);
        assertTrue(both.isEmpty(), "clouds in both: " + both);
        Set<String> shared = keys(protocol, test);
        shared.retainAll(keys(protocol, train));
        if (protocol == Protocol.RANDOM_POSES) {
            assertTrue(!shared.isEmpty(), "random poses share their sequences");
        } else {
            assertTrue(shared.isEmpty(), "in both: " + shared);
        }
    }

    /** What a protocol keeps apart: a subject's sequence, or a movement. */
    private static Set<String> keys(Protocol protocol, Set<Integer> clouds) {
        Set<String> keys = new HashSet<>();
        for (int i : clouds) {
            keys.add(
                    protocol == Protocol.UNSEEN_SEQUENCE
                            ? sequences.get(data.sequenceOf(i)).movement()
                            : data.clouds().classOf(i) + "/" + data.sequenceOf(i));
        }
        return keys;
    }

    /** Which clouds of the whole set these are, by their coordinates. */
    private static Set<Integer> origins(CloudSet some) {
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < some.count(); i++) {
            int at = i;
            found.add(IntStream.range(0, data.clouds().count())
                    .filter(j -> data.clouds().position(j, 5, 0) == some.position(at, 5, 0)
                            && data.clouds().position(j, 9, 2) == some.position(at, 9, 2))
                    .findFirst()
                    .orElseThrow());
        }
        assertEquals(some.count(), found.size());
        return found;
    }

    @Test
    void turnsKeepDistancesAndYawKeepsHeights() {
        SplittableRandom random = new SplittableRandom(1);
        CloudSet yaw = data.clouds().turned(Turn.YAW, random);
        CloudSet any = data.clouds().turned(Turn.SO3, random);
        double moved = 0;
        for (int p = 1; p < 256; p++) {
            assertEquals(data.clouds().position(7, p, 1), yaw.position(7, p, 1), 1e-6);
            assertEquals(distance(data.clouds(), 7, p, 0), distance(any, 7, p, 0), 1e-6);
            moved = Math.max(moved, Math.abs(any.position(7, p, 1) - yaw.position(7, p, 1)));
        }
        assertTrue(moved > 0.05);
    }

    @Test
    void everyMovementMovesAndClipsVary() {
        Skeleton skeleton = sequences.get(0).motion().skeleton();
        for (Movement movement : Movement.values()) {
            Motion a = movement.clip(skeleton, 20, 0.1, new SplittableRandom(1));
            Motion b = movement.clip(skeleton, 20, 0.1, new SplittableRandom(2));
            double swing = 0;
            double between = 0;
            for (int f = 0; f < 20; f++) {
                double[] p = a.pose(f).positions();
                double[] first = a.pose(0).positions();
                double[] other = b.pose(f).positions();
                for (int i = 0; i < p.length; i++) {
                    swing = Math.max(swing, Math.abs(p[i] - first[i]));
                    between = Math.max(between, Math.abs(p[i] - other[i]));
                }
            }
            assertTrue(swing > 2 && between > 2, movement + ": " + swing + ", " + between);
        }
    }

    @Test
    void badInputIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> CharacterDataset.of(SMALL, List.of()));
        assertThrows(IllegalArgumentException.class, () -> SMALL.withSize(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> data.split(Protocol.RANDOM_POSES, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> data.split(Protocol.RANDOM_POSES, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BodyShape(1, 1, 0, 1));
        CharacterDataset one = CharacterDataset.of(SMALL.withSize(32, 1, 1), sequences.subList(0, 1));
        String message = assertThrows(IllegalArgumentException.class, () -> one.split(Protocol.UNSEEN_SEQUENCE, 0.5, 1))
                .getMessage();
        assertEquals("split: expected at least 2 movements, got 1", message);
        Skeleton point = new Skeleton(List.of(new Skeleton.Joint("root", -1, 0, 0, 0, List.of())));
        assertThrows(IllegalArgumentException.class, () -> Movement.WALK.clip(point, 3, 0.1, new SplittableRandom(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> CloudSet.of(
                        "x",
                        1,
                        new float[] {Float.NaN, 0, 0},
                        new int[1],
                        new int[1],
                        List.of("a"),
                        new int[1],
                        List.of("b")));
        assertThrows(
                IllegalArgumentException.class,
                () -> CloudSet.of(
                        "x", 1, new float[3], new int[] {1}, new int[1], List.of("a"), new int[1], List.of("b")));
        assertThrows(
                IllegalArgumentException.class,
                () -> CloudSet.of(
                        "x", 2, new float[3], new int[1], new int[1], List.of("a"), new int[1], List.of("b")));
    }
}

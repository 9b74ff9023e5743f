package org.lie4j.apen.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lie4j.apen.geometry.CapsuleCharacter;
import org.lie4j.apen.geometry.LabelledCloud;
import org.lie4j.apen.geometry.Motion;
import org.lie4j.apen.geometry.Skeleton;

/**
 * Articulated characters in the poses of motion capture: bodies of capsules whose points are labelled by body part. The unit is the
 * skeleton's height at rest; clouds are centred, their class is the subject, and their pieces are the joints that move their points.
 *
 * <p>The three ways of splitting are those of the human-motion experiment of Atzmon et al. (ICLR 2024, section 5.1), as this library
 * reads them.
 */
public final class CharacterDataset {
    private final CharacterOptions options;
    private final List<Sequence> sequences;
    private final CloudSet clouds;
    private final int[] sequenceOf;

    private CharacterDataset(CharacterOptions options, List<Sequence> sequences, CloudSet clouds, int[] sequenceOf) {
        this.options = options;
        this.sequences = sequences;
        this.clouds = clouds;
        this.sequenceOf = sequenceOf;
    }

    /** What the clouds of the test have not in common with those of the training. */
    public enum Protocol {
        /** Random poses are left out: neighbours in time may be in training. */
        RANDOM_POSES,
        /** Of each subject, random sequences are left out; other subjects may do the same movement in training. */
        UNSEEN_RANDOM_SEQUENCE,
        /** Random movements are left out, of all subjects. */
        UNSEEN_SEQUENCE
    }

    /**
     * Makes the clouds.
     *
     * @param options how
     * @param sequences the clips, at least 1, all of skeletons with the same joints
     * @return the set
     * @throws IllegalArgumentException if there is no clip, or skeletons differ
     */
    public static CharacterDataset of(CharacterOptions options, List<Sequence> sequences) {
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("sequences: expected at least 1, got none");
        }
        Skeleton skeleton = sequences.get(0).motion().skeleton();
        int[] parts = options.parts().ofJoints(skeleton);
        double scale = 1 / height(skeleton);
        int poses = sequences.stream()
                .mapToInt(s -> Math.min(options.poses(), s.motion().frames()))
                .sum();
        CloudSetBuilder builder = new CloudSetBuilder(options.points(), poses * options.subjects());
        List<Integer> origins = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(options.seed());
        for (int subject = 0; subject < options.subjects(); subject++) {
            subjects.add("subject " + (subject + 1));
            BodyShape shape = subject == 0 ? BodyShape.AVERAGE : BodyShape.draw(random);
            Skeleton own = shape.of(skeleton);
            double[] girths = shape.girths(own);
            for (int s = 0; s < sequences.size(); s++) {
                Motion motion = sequences.get(s).motion().onto(own);
                CapsuleCharacter body = CapsuleCharacter.of(
                        own, options.points(), joint -> girths[joint], random.split(), joint -> joint);
                int[] joints = body.joints();
                int[] labels = Arrays.stream(joints).map(j -> parts[j]).toArray();
                for (int frame : frames(motion.frames(), options.poses())) {
                    LabelledCloud cloud = body.posed(motion.pose(frame), options.skinning());
                    builder.add(cloud.points(), scale, labels, joints, subject);
                    origins.add(s);
                }
            }
        }
        String name = String.format(
                Locale.ROOT,
                "characters, %s, %s, %d subjects, %d sequences",
                words(options.skinning()),
                words(options.parts()),
                options.subjects(),
                sequences.size());
        CloudSet set = builder.build(name, options.parts().names(), subjects).turned(options.turn(), random.split());
        return new CharacterDataset(
                options,
                List.copyOf(sequences),
                set,
                origins.stream().mapToInt(i -> i).toArray());
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The middle frames of equal stretches. */
    private static int[] frames(int available, int wanted) {
        int count = Math.min(available, wanted);
        return IntStream.range(0, count)
                .map(i -> (int) ((2L * i + 1) * available / (2L * count)))
                .toArray();
    }

    private static double height(Skeleton skeleton) {
        double[] p = skeleton.rest().positions();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < p.length; i += 3) {
            low = Math.min(low, p[i]);
            high = Math.max(high, p[i]);
        }
        if (!(high > low)) {
            throw new IllegalArgumentException("skeleton: expected a positive height along y, got " + (high - low));
        }
        return high - low;
    }

    /**
     * All clouds: subject by subject, sequence by sequence, in time.
     *
     * @return the set
     */
    public CloudSet clouds() {
        return clouds;
    }

    /**
     * The clips.
     *
     * @return as they were given
     */
    public List<Sequence> sequences() {
        return sequences;
    }

    /**
     * The sequence of a cloud.
     *
     * @param cloud from 0 to count - 1
     * @return an index of the sequences
     */
    public int sequenceOf(int cloud) {
        return sequenceOf[cloud];
    }

    /**
     * Splits the clouds.
     *
     * @param protocol by what
     * @param testShare share of poses, of each subject's sequences, or of movements that is left out, between 0 and 1; at least one of
     *     them always is
     * @param seed of the choice
     * @return the split
     * @throws IllegalArgumentException if the share is outside its domain, or nothing would be left to learn from
     */
    public CloudSplit split(Protocol protocol, double testShare, long seed) {
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("test share: expected between 0 and 1, got " + testShare);
        }
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] test = new boolean[clouds.count()];
        switch (protocol) {
            case RANDOM_POSES -> {
                boolean[] chosen = choose(test.length, testShare, random, "poses");
                System.arraycopy(chosen, 0, test, 0, test.length);
            }
            case UNSEEN_RANDOM_SEQUENCE -> {
                for (int subject = 0; subject < options.subjects(); subject++) {
                    boolean[] chosen = choose(sequences.size(), testShare, random, "sequences");
                    for (int i = 0; i < test.length; i++) {
                        test[i] |= clouds.classOf(i) == subject && chosen[sequenceOf[i]];
                    }
                }
            }
            case UNSEEN_SEQUENCE -> {
                List<String> movements =
                        sequences.stream().map(Sequence::movement).distinct().toList();
                boolean[] chosen = choose(movements.size(), testShare, random, "movements");
                for (int i = 0; i < test.length; i++) {
                    test[i] = chosen[
                            movements.indexOf(sequences.get(sequenceOf[i]).movement())];
                }
            }
        }
        int[] train = IntStream.range(0, test.length).filter(i -> !test[i]).toArray();
        int[] left = IntStream.range(0, test.length).filter(i -> test[i]).toArray();
        String by = ", " + words(protocol);
        return new CloudSplit(
                clouds.select(clouds.name() + by + ", train", train),
                clouds.select(clouds.name() + by + ", test", left));
    }

    private static boolean[] choose(int of, double share, SplittableRandom random, String what) {
        if (of < 2) {
            throw new IllegalArgumentException("split: expected at least 2 " + what + ", got " + of);
        }
        int count = (int) Math.max(1, Math.min(of - 1, Math.round(share * of)));
        int[] order = IntStream.range(0, of).toArray();
        boolean[] chosen = new boolean[of];
        for (int i = 0; i < count; i++) {
            int pick = i + random.nextInt(of - i);
            chosen[order[pick]] = true;
            order[pick] = order[i];
        }
        return chosen;
    }
}

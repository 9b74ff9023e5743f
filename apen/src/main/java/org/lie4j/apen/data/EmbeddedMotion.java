package org.lie4j.apen.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.lie4j.apen.geometry.BvhReader;
import org.lie4j.apen.geometry.Motion;
import org.lie4j.apen.geometry.Skeleton;

/**
 * Real motion capture that comes with the library: the clips 01_01 and 01_03 of the Carnegie Mellon database at 12 frames a second, see
 * {@link #attribution()}.
 */
public final class EmbeddedMotion {
    private static final List<String> CLIPS = List.of("01_01", "01_03");

    private EmbeddedMotion() {}

    /**
     * Reads the clips.
     *
     * @return the clips, named by their numbers; their skeletons are the same
     * @throws IOException if a file in the jar is damaged or missing
     */
    public static List<Sequence> load() throws IOException {
        List<Sequence> sequences = new ArrayList<>();
        for (String clip : CLIPS) {
            try (InputStream in = open(clip + "-12fps.bvh.gz");
                    InputStreamReader text =
                            new InputStreamReader(new GZIPInputStream(in), StandardCharsets.ISO_8859_1)) {
                Motion motion = BvhReader.read(text);
                sequences.add(new Sequence(clip, motion));
            }
        }
        return sequences;
    }

    /**
     * The two real clips and generated ones on their skeleton: enough movements for each way of splitting.
     *
     * @param clips generated clips of each movement, at least 1
     * @param seed of the generated ones
     * @return the real clips first
     * @throws IOException if a file in the jar is damaged or missing
     */
    public static List<Sequence> withGenerated(int clips, long seed) throws IOException {
        List<Sequence> sequences = load();
        Skeleton skeleton = sequences.get(0).motion().skeleton();
        sequences.addAll(Sequence.generated(skeleton, clips, seed));
        return sequences;
    }

    /**
     * Who recorded the clips, under which terms they are passed on, and what was changed.
     *
     * @return several lines of text
     * @throws IOException if the file in the jar cannot be read
     */
    public static String attribution() throws IOException {
        try (InputStream in = open("ATTRIBUTION.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String file) throws IOException {
        InputStream in = EmbeddedMotion.class.getResourceAsStream("motion/" + file);
        if (in == null) {
            throw new FileNotFoundException("motion/" + file + " is missing from the jar");
        }
        return in;
    }
}

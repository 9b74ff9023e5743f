package org.lie4j.apen.geometry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads motion capture in the Biovision hierarchy format, BVH. Lengths stay in the file's unit. */
public final class BvhReader {
    private static final int MAX_DEPTH = 1000;

    private final StreamTokenizer tokens;
    private final List<Skeleton.Joint> joints = new ArrayList<>();

    private BvhReader(Reader reader) {
        tokens = new StreamTokenizer(reader);
        tokens.resetSyntax();
        tokens.whitespaceChars(0, ' ');
        tokens.wordChars('!', 255);
    }

    /**
     * Reads a file.
     *
     * @param file its path; unzipped if its name ends with .gz
     * @return the motion
     * @throws MalformedFileException if it is no BVH
     * @throws IOException if it cannot be read
     */
    public static Motion read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
                Reader reader = new InputStreamReader(plain, StandardCharsets.ISO_8859_1)) {
            return read(reader);
        }
    }

    /**
     * Reads a text.
     *
     * @param reader the text; read to its end, not closed
     * @return the motion
     * @throws MalformedFileException if it is no BVH
     * @throws IOException if it cannot be read
     */
    public static Motion read(Reader reader) throws IOException {
        return new BvhReader(reader).motion();
    }

    private Motion motion() throws IOException {
        expect("HIERARCHY");
        expect("ROOT");
        joint(-1, 0);
        expect("MOTION");
        expect("Frames:");
        double announced = number();
        if (!(announced >= 0 && announced == Math.rint(announced) && announced < Integer.MAX_VALUE)) {
            throw malformed("a number of frames", String.valueOf(announced));
        }
        expect("Frame");
        expect("Time:");
        double frameTime = number();
        if (!(frameTime > 0)) {
            throw malformed("a positive frame time", String.valueOf(frameTime));
        }
        Skeleton skeleton = new Skeleton(joints);
        int frames = (int) announced;
        long expected = (long) frames * skeleton.channels();
        if (expected > Integer.MAX_VALUE - 8) {
            throw malformed("fewer than 2^31 values", String.valueOf(expected));
        }
        // Room for what is there, not for what the file claims.
        double[] values = new double[(int) Math.min(expected, 1 << 16)];
        int found = 0;
        for (; tokens.nextToken() != StreamTokenizer.TT_EOF; found++) {
            if (found >= expected) {
                throw malformed(expected + " values", "more");
            }
            tokens.pushBack();
            if (found == values.length) {
                values = java.util.Arrays.copyOf(values, (int) Math.min(expected, 2L * values.length));
            }
            values[found] = number();
        }
        if (found != expected) {
            throw malformed(
                    frames + " frames of " + skeleton.channels() + " channels, " + expected + " values",
                    String.valueOf(found));
        }
        return new Motion(skeleton, frameTime, values);
    }

    private void joint(int parent, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw malformed("at most " + MAX_DEPTH + " levels", "more");
        }
        String name = word("a name");
        expect("{");
        expect("OFFSET");
        double x = number();
        double y = number();
        double z = number();
        expect("CHANNELS");
        double count = number();
        if (!(count >= 0 && count <= 6 && count == Math.rint(count))) {
            throw malformed("0 to 6 channels", String.valueOf(count));
        }
        List<Skeleton.Channel> channels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            channels.add(channel());
        }
        int index = joints.size();
        joints.add(new Skeleton.Joint(name, parent, x, y, z, channels));
        while (true) {
            String next = word("JOINT, End or }");
            switch (next) {
                case "JOINT" -> joint(index, depth + 1);
                case "End" -> end(index, name);
                case "}" -> {
                    return;
                }
                default -> throw malformed("JOINT, End or }", next);
            }
        }
    }

    private void end(int parent, String name) throws IOException {
        expect("Site");
        expect("{");
        expect("OFFSET");
        joints.add(new Skeleton.Joint(name + "End", parent, number(), number(), number(), List.of()));
        expect("}");
    }

    private Skeleton.Channel channel() throws IOException {
        String word = word("a channel");
        for (Skeleton.Channel channel : Skeleton.Channel.values()) {
            if (channel.word().equalsIgnoreCase(word)) {
                return channel;
            }
        }
        throw malformed("Xposition to Zrotation", word);
    }

    private double number() throws IOException {
        String word = word("a number");
        double value;
        try {
            value = Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw malformed("a number", word);
        }
        if (!Double.isFinite(value)) {
            throw malformed("a finite number", word);
        }
        return value;
    }

    private void expect(String expected) throws IOException {
        String word = word(expected);
        if (!word.equalsIgnoreCase(expected)) {
            throw malformed(expected, word);
        }
    }

    private String word(String expected) throws IOException {
        if (tokens.nextToken() != StreamTokenizer.TT_WORD) {
            throw malformed(expected, "the end of the file");
        }
        return tokens.sval;
    }

    private MalformedFileException malformed(String expected, String actual) {
        return new MalformedFileException("BVH", "line " + tokens.lineno(), expected, actual);
    }
}

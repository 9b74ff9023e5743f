package org.lie4j.apen.geometry;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes motions in the Biovision hierarchy format, BVH, as {@link BvhReader} reads it. */
public final class BvhWriter {
    private static final int MAX_DECIMALS = 17;

    private final StringBuilder out = new StringBuilder();
    private final List<Skeleton.Joint> joints;

    private BvhWriter(List<Skeleton.Joint> joints) {
        this.joints = joints;
    }

    /**
     * The text of a motion. Joints without channels and children become end sites, whose names the format does not keep.
     *
     * @param motion the motion; its joints in the order of the text: each followed by all below it
     * @param decimals kept of each value of a frame, 0 to 17; offsets and times keep every digit
     * @return the text
     * @throws IllegalArgumentException if the order of the joints is another, or the decimals are out of range
     */
    public static String text(Motion motion, int decimals) {
        if (decimals < 0 || decimals > MAX_DECIMALS) {
            throw new IllegalArgumentException("decimals: expected 0 to " + MAX_DECIMALS + ", got " + decimals);
        }
        BvhWriter writer = new BvhWriter(motion.skeleton().joints());
        writer.out.append("HIERARCHY\n");
        int written = writer.joint(0, 0);
        if (written != writer.joints.size()) {
            throw new IllegalArgumentException("joints: expected each followed by all below it, got joint " + written
                    + " apart from its parent "
                    + writer.joints.get(written).parent());
        }
        writer.frames(motion, decimals);
        return writer.out.toString();
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @param motion see {@link #text}
     * @param decimals see {@link #text}
     * @param file its path, zipped if its name ends with .gz; replaced if it is there
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException see {@link #text}
     */
    public static void write(Motion motion, int decimals, Path file) throws IOException {
        byte[] bytes = text(motion, decimals).getBytes(StandardCharsets.ISO_8859_1);
        CloudFiles.writeWhole(file, plain -> {
            if (file.toString().endsWith(".gz")) {
                GZIPOutputStream zip = new GZIPOutputStream(new BufferedOutputStream(plain));
                zip.write(bytes);
                zip.finish();
                zip.flush();
            } else {
                plain.write(bytes);
            }
        });
    }

    /** Writes a joint and what is below it, and returns the first joint that is not. */
    private int joint(int j, int depth) {
        Skeleton.Joint joint = joints.get(j);
        String indent = "\t".repeat(depth);
        boolean leaf = j + 1 == joints.size() || joints.get(j + 1).parent() != j;
        boolean end = leaf && joint.channels().isEmpty() && j > 0;
        out.append(indent)
                .append(end ? "End Site" : (j == 0 ? "ROOT " : "JOINT ") + joint.name())
                .append('\n')
                .append(indent)
                .append("{\n")
                .append(indent)
                .append("\tOFFSET ");
        out.append(joint.x())
                .append(' ')
                .append(joint.y())
                .append(' ')
                .append(joint.z())
                .append('\n');
        if (!end) {
            out.append(indent).append("\tCHANNELS ").append(joint.channels().size());
            for (Skeleton.Channel channel : joint.channels()) {
                out.append(' ').append(channel.word());
            }
            out.append('\n');
        }
        int next = j + 1;
        while (next < joints.size() && joints.get(next).parent() == j) {
            next = joint(next, depth + 1);
        }
        out.append(indent).append("}\n");
        return next;
    }

    private void frames(Motion motion, int decimals) {
        out.append("MOTION\nFrames: ")
                .append(motion.frames())
                .append("\nFrame Time: ")
                .append(motion.frameTime())
                .append('\n');
        int channels = motion.skeleton().channels();
        double[] values = motion.values();
        for (int i = 0; i < values.length; i++) {
            BigDecimal rounded = BigDecimal.valueOf(values[i])
                    .setScale(decimals, RoundingMode.HALF_EVEN)
                    .stripTrailingZeros();
            out.append(rounded.signum() == 0 ? "0" : rounded.toPlainString());
            out.append(i % channels == channels - 1 ? '\n' : ' ');
        }
    }
}

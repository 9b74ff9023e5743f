package org.lie4j.eval.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.lie4j.eval.io.WholeFile;

/** Writes images and labels as IDX files, gzipped if the name ends in {@code .gz}; whole or not at all. */
public final class IdxWriter {
    private IdxWriter() {}

    /**
     * Writes the pixels of a set.
     *
     * @param set the images
     * @param target the file to write or replace
     * @throws IOException if it cannot be written
     */
    public static void writeImages(ImageSet set, Path target) throws IOException {
        byte[] pixels = new byte[set.count() * set.rows() * set.cols()];
        set.copyTo(0, set.count(), pixels, 0);
        write(target, pixels, set.count(), set.rows(), set.cols());
    }

    /**
     * Writes the labels of a set.
     *
     * @param set the labelled images
     * @param target the file to write or replace
     * @throws IOException if it cannot be written
     * @throws IllegalStateException if the set has no labels
     */
    public static void writeLabels(ImageSet set, Path target) throws IOException {
        byte[] labels = new byte[set.count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) set.label(i);
        }
        write(target, labels, set.count());
    }

    private static void write(Path target, byte[] data, int... dimensions) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * dimensions.length).putInt(0x800 | dimensions.length);
        for (int d : dimensions) {
            header.putInt(d);
        }
        boolean zip = target.getFileName().toString().endsWith(".gz");
        WholeFile.write(target, out -> {
            if (zip) {
                try (OutputStream zipped = new GZIPOutputStream(out)) {
                    zipped.write(header.array());
                    zipped.write(data);
                }
            } else {
                out.write(header.array());
                out.write(data);
            }
        });
    }
}

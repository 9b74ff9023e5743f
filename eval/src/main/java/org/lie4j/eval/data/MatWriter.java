package org.lie4j.eval.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.lie4j.eval.io.WholeFile;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5Type;
import us.hebi.matlab.mat.format.Mat5WriteUtil;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sink;
import us.hebi.matlab.mat.types.Sinks;
import us.hebi.matlab.mat.types.Struct;

/**
 * Writes a set as a MATLAB file laid out like affNIST's, for other programs to read: a struct {@code affNISTdata} with
 * {@code image} (uint8, a column of pixels for each image, row after row), {@code label_int} (uint8, 1×N) and
 * {@code label_one_of_n} (uint8, 10×N). The same set gives the same bytes.
 */
public final class MatWriter {
    private static final String STRUCT = "affNISTdata";

    private MatWriter() {}

    /**
     * Writes a file, whole or not at all.
     *
     * @param set labelled images
     * @param target the file to write or replace
     * @throws IOException if it cannot be written
     * @throws IllegalStateException if the set has no labels
     * @throws IllegalArgumentException if the images are not square, or there is none
     */
    public static void write(ImageSet set, Path target) throws IOException {
        if (set.rows() != set.cols() || set.count() == 0) {
            throw new IllegalArgumentException("expected at least one square image, got " + set);
        }
        byte[] data = deflated(struct(set));
        WholeFile.write(target, out -> {
            Sink sink = Sinks.wrapNonSeeking(out).order(ByteOrder.LITTLE_ENDIAN);
            byte[] text = String.format("%-116s", "MATLAB 5.0 MAT-file, written by lie4j")
                    .getBytes(StandardCharsets.US_ASCII);
            sink.writeBytes(text, 0, text.length);
            sink.writeLong(0); // no data of subsystems
            sink.writeShort((short) 0x100); // the version
            sink.writeShort((short) ('M' << 8 | 'I')); // read as "IM" where the order is little-endian
            Mat5Type.Compressed.writeTag(data.length, false, sink);
            sink.writeBytes(data, 0, data.length);
        });
    }

    private static Struct struct(ImageSet set) {
        int n = set.count();
        int pixels = set.rows() * set.cols();
        byte[] images = new byte[n * pixels];
        set.copyTo(0, n, images, 0);
        byte[] labels = new byte[n];
        byte[] oneOfN = new byte[n * ImageSet.CLASSES];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) set.label(i);
            oneOfN[i * ImageSet.CLASSES + labels[i]] = 1;
        }
        return Mat5.newStruct()
                .set(MatImages.IMAGE, matrix(pixels, images))
                .set(MatImages.LABELS, matrix(1, labels))
                .set("label_one_of_n", matrix(ImageSet.CLASSES, oneOfN));
    }

    /** A matrix on the array itself, where the library would copy it number by number. */
    private static Matrix matrix(int rows, byte[] columnMajor) {
        BufferAllocator given = new BufferAllocator() {
            @Override
            public ByteBuffer allocate(int bytes) {
                return ByteBuffer.wrap(columnMajor, 0, bytes);
            }

            @Override
            public void release(ByteBuffer buffer) {
                // Left to the garbage collector.
            }
        };
        int[] dimensions = {rows, columnMajor.length / rows};
        return Mat5.newNumerical(dimensions, MatlabType.UInt8, false, false, given);
    }

    private static byte[] deflated(Struct struct) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater();
        try (DeflaterOutputStream zipped = new DeflaterOutputStream(bytes, deflater, 1 << 16)) {
            Sink sink = Sinks.wrapNonSeeking(zipped, 1 << 16).order(ByteOrder.LITTLE_ENDIAN);
            Mat5WriteUtil.writeArray(STRUCT, false, struct, sink);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }
}

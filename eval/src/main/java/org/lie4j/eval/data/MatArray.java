package org.lie4j.eval.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import us.hebi.matlab.mat.format.Mat5Type;
import us.hebi.matlab.mat.types.Source;

/**
 * One real array of numbers inside a MATLAB file, whose values come from the file as they are asked for: column-major,
 * each once. MATLAB may store an array in a narrower type than its class: whole numbers of class double as bytes.
 */
final class MatArray {
    private static final int CHUNK = 1 << 16;

    private final String name;
    private final int[] dimensions;
    private final boolean floating;
    private final Mat5Type stored;
    private final Source source;
    private final byte[] raw = new byte[CHUNK];
    private long left;

    MatArray(String name, int[] dimensions, boolean floating, Mat5Type stored, long values, Source source) {
        this.name = name;
        this.dimensions = dimensions;
        this.floating = floating;
        this.stored = stored;
        this.left = values;
        this.source = source;
    }

    /** The name of the variable, or of the field of a struct. */
    String name() {
        return name;
    }

    int rank() {
        return dimensions.length;
    }

    int dimension(int axis) {
        return dimensions[axis];
    }

    /** Whether the class is double or single, however it is stored. */
    boolean isFloating() {
        return floating;
    }

    /** Values that were not read yet. */
    long left() {
        return left;
    }

    String shape() {
        return shape(dimensions);
    }

    static String shape(int[] dimensions) {
        return Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining("×"));
    }

    /** Reads the next {@code count} values, of which there must be so many. */
    void read(double[] out, int count) throws IOException {
        int size = stored.bytes();
        for (int done = 0; done < count; ) {
            int number = Math.min(count - done, CHUNK / size);
            source.readBytes(raw, 0, number * size);
            decode(out, done, number);
            done += number;
        }
        left -= count;
    }

    void skipRest() throws IOException {
        source.skip(left * stored.bytes());
        left = 0;
    }

    private void decode(double[] out, int from, int number) {
        ByteBuffer buffer = ByteBuffer.wrap(raw).order(source.order());
        for (int i = 0; i < number; i++) {
            out[from + i] = switch (stored) {
                case Int8 -> raw[i];
                case UInt8 -> raw[i] & 0xff;
                case Int16 -> buffer.getShort(2 * i);
                case UInt16 -> buffer.getShort(2 * i) & 0xffff;
                case Int32 -> buffer.getInt(4 * i);
                case UInt32 -> buffer.getInt(4 * i) & 0xffffffffL;
                case Int64, UInt64 -> buffer.getLong(8 * i);
                case Single -> buffer.getFloat(4 * i);
                case Double -> buffer.getDouble(8 * i);
                default -> throw new IllegalStateException("expected numbers, got " + stored);
            };
        }
    }
}

package org.lie4j.eval.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import us.hebi.matlab.mat.format.Mat5Tag;
import us.hebi.matlab.mat.format.Mat5Type;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;

/**
 * One pass over a MATLAB file of level 5 (what {@code save -v6} and {@code -v7} write), from its beginning to its end
 * with memory for a few pages, however large the file: every real array of numbers that is a variable, or a field of a
 * variable that is a single struct, is shown to a visitor. The library below reads tags and numbers; its own reader is
 * not used because it believes sizes before it has seen the data, and cannot hold arrays of 2 GB or more.
 */
final class MatWalk {
    private static final int CHUNK = 1 << 16;
    private static final int HEADER = 128;
    private static final int MOST_DIMENSIONS = 32;
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int STRUCT = 2;
    private static final int DOUBLE = 6;
    private static final int SINGLE = 7;
    private static final int LAST_INTEGER = 15;
    private static final int COMPLEX = 0x800;

    private final String label;
    private final long length;
    private final CountingStream file;
    private final Visitor visitor;

    /** What is shown the arrays. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Sees one array, and reads as much of it as it likes.
         *
         * @param array the array, good for this call alone
         * @return whether to go on with the rest of the file
         * @throws IOException if reading fails or the array is not what it should be
         */
        boolean visit(MatArray array) throws IOException;
    }

    private MatWalk(String label, long length, CountingStream file, Visitor visitor) {
        this.label = label;
        this.length = length;
        this.file = file;
        this.visitor = visitor;
    }

    /**
     * Shows all arrays of a file, in its order.
     *
     * @throws BadDataException if the file is damaged or none of MATLAB's
     */
    static void walk(Path path, Visitor visitor) throws IOException {
        try (InputStream in = DataFiles.open(path, "a MATLAB file")) {
            MatWalk walk = new MatWalk(path.toString(), Files.size(path), new CountingStream(in), visitor);
            walk.variables();
        } catch (ZipException e) {
            throw new BadDataException(
                    path + ": damaged compressed data (" + e.getMessage() + "), expected a whole file", e);
        } catch (EOFException e) {
            throw new BadDataException(path + ": ends in the middle of a variable, expected a whole file", e);
        }
    }

    private void variables() throws IOException {
        ByteOrder order = header();
        // The source reads no more than it is asked for: what follows may be inflated from the stream below it.
        Source source = Sources.wrapInputStream(file, CHUNK).order(order);
        boolean more = true;
        while (more && file.count() < length) {
            Mat5Tag tag = tag(source);
            long size = size(tag);
            if (size > length - file.count()) {
                throw new BadDataException(label + ": a variable claims " + size + " bytes, expected at most the "
                        + (length - file.count()) + " that follow");
            }
            if (tag.getType() == Mat5Type.Compressed) {
                more = compressed(size, order);
            } else if (tag.getType() == Mat5Type.Matrix) {
                more = matrix(source, size, null);
            } else {
                throw new BadDataException(label + ": " + tag.getType() + " data at the top, expected variables");
            }
        }
    }

    private ByteOrder header() throws IOException {
        byte[] header = file.readNBytes(HEADER);
        if (header.length < HEADER) {
            throw new BadDataException(
                    label + ": only " + header.length + " bytes long, expected a MATLAB file of at least " + HEADER);
        }
        String text = new String(header, 0, 10, StandardCharsets.ISO_8859_1);
        if (text.equals("MATLAB 7.3")) {
            throw new BadDataException(label + ": a MATLAB 7.3 (HDF5) file, expected level 5 (save it with -v7)");
        }
        String endian = new String(header, HEADER - 2, 2, StandardCharsets.US_ASCII);
        if (!text.equals("MATLAB 5.0") || !(endian.equals("IM") || endian.equals("MI"))) {
            throw new BadDataException(label + ": does not begin like a MATLAB file, expected 'MATLAB 5.0'");
        }
        return endian.equals("IM") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private boolean compressed(long size, ByteOrder order) throws IOException {
        long before = file.count();
        LimitedStream packed = new LimitedStream(file, size);
        Inflater inflater = new Inflater();
        try (InputStream inflated = new InflationGuard(
                label, new InflaterInputStream(packed, inflater, CHUNK), () -> file.count() - before)) {
            Source source = Sources.wrapInputStream(inflated, CHUNK).order(order);
            Mat5Tag tag = tag(source);
            if (tag.getType() != Mat5Type.Matrix) {
                throw new BadDataException(label + ": compressed " + tag.getType() + " data, expected a variable");
            }
            boolean more = matrix(source, size(tag), null);
            if (more) {
                // The checksum comes last.
                inflated.transferTo(OutputStream.nullOutputStream());
                packed.transferTo(OutputStream.nullOutputStream());
            }
            return more;
        } finally {
            inflater.end();
        }
    }

    /** One array; {@code field} is its name where it is part of a struct. */
    private boolean matrix(Source source, long size, String field) throws IOException {
        if (size == 0) {
            return true;
        }
        long end = source.getPosition() + size;
        int[] flags = integers(source, Mat5Type.UInt32, 2, 2, "array flags");
        int kind = flags[0] & 0xff;
        boolean numeric = kind >= DOUBLE && kind <= LAST_INTEGER && (flags[0] & COMPLEX) == 0;
        boolean more = true;
        if (numeric || (kind == STRUCT && field == null)) {
            int[] dimensions = integers(source, Mat5Type.Int32, 2, MOST_DIMENSIONS, "dimensions");
            String own = text(source);
            String name = field == null ? own : field;
            if (numeric) {
                more = numbers(source, end, name, dimensions, kind == DOUBLE || kind == SINGLE);
            } else if (count(name, dimensions) == 1) {
                more = fields(source, end);
            }
        }
        if (more) {
            skipTo(source, end);
        }
        return more;
    }

    private boolean fields(Source source, long end) throws IOException {
        int width = integers(source, Mat5Type.Int32, 1, 1, "length of field names")[0];
        String names = text(source);
        if (width < 1 || names.length() % width != 0) {
            throw new BadDataException(label + ": field names of " + width + " characters in " + names.length()
                    + ", expected whole names");
        }
        boolean more = true;
        for (int at = 0; more && at < names.length(); at += width) {
            String name = names.substring(at, at + width);
            int zero = name.indexOf(0);
            Mat5Tag tag = tag(source);
            if (tag.getType() != Mat5Type.Matrix) {
                throw new BadDataException(
                        label + ": field " + printable(name) + " is " + tag.getType() + " data, expected an array");
            }
            long size = size(tag);
            if (size > end - source.getPosition()) {
                throw new BadDataException(label + ": field " + printable(name) + " claims " + size
                        + " bytes, expected at most the " + (end - source.getPosition()) + " left of its struct");
            }
            more = matrix(source, size, zero < 0 ? name : name.substring(0, zero));
        }
        return more;
    }

    private boolean numbers(Source source, long end, String name, int[] dimensions, boolean floating)
            throws IOException {
        Mat5Tag tag = tag(source);
        switch (tag.getType()) {
            case Matrix, Compressed, Utf8, Utf16, Utf32 ->
                throw new BadDataException(
                        label + ": " + printable(name) + " holds " + tag.getType() + " data, expected numbers");
            default -> {}
        }
        long bytes = size(tag);
        long values = bytes / tag.getType().bytes();
        long expected = count(name, dimensions);
        if (values != expected) {
            throw new BadDataException(label + ": " + printable(name) + " holds " + values + " numbers, expected "
                    + MatArray.shape(dimensions) + " = " + expected);
        }
        if (bytes > end - source.getPosition()) {
            throw new BadDataException(label + ": " + printable(name) + " claims " + bytes
                    + " bytes, expected at most the " + (end - source.getPosition()) + " left of its variable");
        }
        MatArray array = new MatArray(name, dimensions, floating, tag.getType(), values, source);
        if (!visitor.visit(array)) {
            return false;
        }
        array.skipRest();
        return true;
    }

    private long count(String name, int[] dimensions) throws BadDataException {
        long count = 1;
        for (int d : dimensions) {
            if (d < 0 || (d > 0 && count > Long.MAX_VALUE / d)) {
                throw new BadDataException(label + ": " + printable(name) + " has the shape "
                        + MatArray.shape(dimensions) + ", expected dimensions of 0 or more");
            }
            count *= d;
        }
        return count;
    }

    private int[] integers(Source source, Mat5Type type, int least, int most, String what) throws IOException {
        Mat5Tag tag = tag(source);
        long count = size(tag) / Integer.BYTES;
        if (tag.getType() != type || count < least || count > most) {
            throw new BadDataException(label + ": " + what + " as " + size(tag) + " bytes of " + tag.getType()
                    + ", expected " + least + (most > least ? " to " + most : "") + " numbers of " + type);
        }
        int[] values = new int[(int) count];
        source.readInts(values, 0, values.length);
        source.skip(tag.getPadding());
        return values;
    }

    private String text(Source source) throws IOException {
        Mat5Tag tag = tag(source);
        if (tag.getType().bytes() != 1 || size(tag) > LONGEST_TEXT) {
            throw new BadDataException(label + ": a name of " + size(tag) + " bytes of " + tag.getType()
                    + ", expected at most " + LONGEST_TEXT + " characters");
        }
        byte[] bytes = new byte[tag.getNumBytes()];
        source.readBytes(bytes, 0, bytes.length);
        source.skip(tag.getPadding());
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void skipTo(Source source, long end) throws IOException {
        long left = end - source.getPosition();
        if (left < 0) {
            throw new BadDataException(
                    label + ": a variable is " + -left + " bytes longer than it claims, expected sizes that agree");
        }
        source.skip(left);
    }

    private Mat5Tag tag(Source source) throws IOException {
        try {
            return Mat5Tag.readTag(source);
        } catch (EOFException | ZipException | BadDataException e) {
            throw e;
        } catch (IllegalArgumentException | IOException e) {
            throw new BadDataException(label + ": " + e.getMessage() + ", expected data of MATLAB", e);
        }
    }

    /** The library keeps the unsigned size in a signed number. */
    private static long size(Mat5Tag tag) {
        return Integer.toUnsignedLong(tag.getNumBytes());
    }

    private static String printable(String name) {
        return name.isEmpty()
                ? "an array"
                : "'" + name.replaceAll("[^\\x20-\\x7e]", "?").strip() + "'";
    }
}

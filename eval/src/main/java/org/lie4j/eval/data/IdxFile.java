package org.lie4j.eval.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The content of one IDX file of unsigned bytes, parsed without trusting its header: memory grows with the bytes that
 * are really there, never with those the header claims, and gzipped ones may not inflate out of proportion.
 *
 * <p>Format: two zero bytes, the type (8 = unsigned byte), the number of dimensions, each dimension as a big-endian
 * 32-bit number, then the data, row-major.
 */
final class IdxFile {
    /** More data than this in one file is refused; all of MNIST is a tenth of it. */
    static final long MAX_BYTES = 1L << 29;

    private static final int UNSIGNED_BYTE = 8;
    private static final int CHUNK = 1 << 16;

    private final int[] dimensions;
    private final byte[] data;
    private final String md5;

    private IdxFile(int[] dimensions, byte[] data, String md5) {
        this.dimensions = dimensions;
        this.data = data;
        this.md5 = md5;
    }

    int dimension(int axis) {
        return dimensions[axis];
    }

    /** The data itself, not a copy: the caller owns it. */
    byte[] data() {
        return data;
    }

    /** MD5 of the unzipped file, header included. */
    String md5() {
        return md5;
    }

    /**
     * Reads a plain or gzipped stream to its end; the first bytes tell which.
     *
     * @param label what messages call the file
     * @param raw the stream; read, not closed
     * @param rank the number of dimensions wanted: 3 for images, 1 for labels
     * @throws BadDataException if the content is not such a file
     */
    static IdxFile parse(String label, InputStream raw, int rank) throws IOException {
        CountingStream counted = new CountingStream(raw);
        InputStream in = new BufferedInputStream(counted, CHUNK);
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        if (first < 0) {
            throw new BadDataException(label + ": the file is empty, expected an IDX file");
        }
        boolean zipped = first == 0x1f && second == 0x8b;
        try {
            InputStream plain = zipped ? new InflationGuard(label, new GZIPInputStream(in, CHUNK), counted::count) : in;
            return parsePlain(label, plain, rank);
        } catch (ZipException e) {
            throw new BadDataException(
                    label + ": damaged gzip data (" + e.getMessage() + "), expected a complete file", e);
        } catch (EOFException e) {
            throw new BadDataException(label + ": the gzip data ends early, expected a complete file", e);
        }
    }

    private static IdxFile parsePlain(String label, InputStream in, int rank) throws IOException {
        MessageDigest md5 = Digests.md5();
        int headerLength = 4 + 4 * rank;
        byte[] header = in.readNBytes(headerLength);
        md5.update(header);
        int[] dimensions = parseHeader(label, header, rank);
        long claimed = 1;
        for (int d : dimensions) {
            claimed *= d;
            if (claimed > MAX_BYTES) {
                throw new BadDataException(label + ": the header claims " + shape(dimensions)
                        + " bytes of data, expected at most " + MAX_BYTES);
            }
        }
        byte[] data = readAtMost(in, claimed, md5);
        if (data.length < claimed) {
            throw new BadDataException(label + ": holds " + data.length + " bytes of data, expected "
                    + shape(dimensions) + " = " + claimed);
        }
        if (in.read() >= 0) {
            throw new BadDataException(label + ": holds more data than the header says, expected " + shape(dimensions)
                    + " = " + claimed + " bytes");
        }
        return new IdxFile(dimensions, data, Digests.hex(md5));
    }

    private static int[] parseHeader(String label, byte[] header, int rank) throws BadDataException {
        String expected = String.format("0x%08x", UNSIGNED_BYTE << 8 | rank);
        if (header.length < 4) {
            throw new BadDataException(
                    label + ": only " + header.length + " bytes long, expected the IDX magic number " + expected);
        }
        int magic = ByteBuffer.wrap(header).getInt();
        if (magic != (UNSIGNED_BYTE << 8 | rank)) {
            throw new BadDataException(label + ": magic number " + String.format("0x%08x", magic) + ", expected "
                    + expected + " (" + (rank == 3 ? "images" : "labels") + ")");
        }
        if (header.length < 4 + 4 * rank) {
            throw new BadDataException(
                    label + ": the header ends after " + header.length + " bytes, expected " + (4 + 4 * rank));
        }
        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++) {
            dimensions[i] = ByteBuffer.wrap(header).getInt(4 + 4 * i);
            if (dimensions[i] < 1) {
                throw new BadDataException(label + ": dimension " + (i + 1) + " is "
                        + Integer.toUnsignedString(dimensions[i]) + ", expected 1 to " + Integer.MAX_VALUE);
            }
        }
        return dimensions;
    }

    private static byte[] readAtMost(InputStream in, long limit, MessageDigest md5) throws IOException {
        ByteArrayOutputStream collected = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        long left = limit;
        while (left > 0) {
            int got = in.read(chunk, 0, (int) Math.min(left, CHUNK));
            if (got < 0) {
                break;
            }
            md5.update(chunk, 0, got);
            collected.write(chunk, 0, got);
            left -= got;
        }
        return collected.toByteArray();
    }

    private static String shape(int[] dimensions) {
        return Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining("×"));
    }
}

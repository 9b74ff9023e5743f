package org.lie4j.eval.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Inflated data that may not grow out of proportion to its compressed form: pictures of digits shrink to a tenth, so
 * whatever grows more than two hundredfold was made to fill memory or time.
 */
final class InflationGuard extends FilterInputStream {
    /** So much is let through, however small it was. */
    private static final long ALWAYS = 64L << 20;

    private static final int RATIO = 200;

    private final String label;
    private final LongSupplier compressed;
    private long inflated;

    /**
     * Guards a stream.
     *
     * @param label what messages call the file
     * @param in gives the inflated data
     * @param compressed tells how many compressed bytes were read so far
     */
    InflationGuard(String label, InputStream in, LongSupplier compressed) {
        super(in);
        this.label = label;
        this.compressed = compressed;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            add(1);
        }
        return b;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
        int got = in.read(out, offset, length);
        if (got > 0) {
            add(got);
        }
        return got;
    }

    @Override
    public long skip(long n) throws IOException {
        long got = in.skip(n);
        add(got);
        return got;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void add(long n) throws BadDataException {
        inflated += n;
        if (inflated > ALWAYS && inflated > RATIO * compressed.getAsLong()) {
            throw new BadDataException(label + ": " + compressed.getAsLong() + " compressed bytes inflate to more than "
                    + inflated + ", expected at most " + RATIO + " times as many");
        }
    }
}

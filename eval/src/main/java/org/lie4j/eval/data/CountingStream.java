package org.lie4j.eval.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that were read or skipped. */
final class CountingStream extends FilterInputStream {
    private long count;

    CountingStream(InputStream in) {
        super(in);
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        count += b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
        int got = in.read(out, offset, length);
        count += Math.max(0, got);
        return got;
    }

    @Override
    public long skip(long n) throws IOException {
        long got = in.skip(n);
        count += got;
        return got;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

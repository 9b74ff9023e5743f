package org.lie4j.eval.data;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The next so many bytes of another stream, which must be there; closing it leaves the other one open. */
final class LimitedStream extends FilterInputStream {
    private long left;

    LimitedStream(InputStream in, long length) {
        super(in);
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int got = in.read(out, offset, (int) Math.min(length, left));
        if (got < 0) {
            throw new EOFException("the file ends early");
        }
        left -= got;
        return got;
    }

    @Override
    public long skip(long n) throws IOException {
        long got = in.skip(Math.min(n, left));
        left -= got;
        return got;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {
        // The other stream belongs to who opened it.
    }
}

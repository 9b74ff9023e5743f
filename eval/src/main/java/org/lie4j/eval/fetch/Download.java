package org.lie4j.eval.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.io.WholeFile;

/**
 * Fetches one file over HTTP into a temporary one beside it, and moves it into place when it is whole. A connection that
 * is lost is taken up where it broke, in this run or the next (a {@code Range} request), provided that the other side still has the
 * same file: the entity tag or date that came with the first part is sent along ({@code If-Range}).
 */
final class Download {
    private static final int TRIES = 5;
    private static final int CONNECT_MILLIS = 20_000;
    private static final int READ_MILLIS = 60_000;
    private static final int CHUNK = 1 << 16;

    private final URI address;
    private final Path target;
    private final Path part;
    private final Path validator;
    private final Duration pause;
    private final FetchListener listener;

    private Download(URI address, Path target, Duration pause, FetchListener listener) {
        this.address = address;
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.validator = target.resolveSibling(target.getFileName() + ".part.tag");
        this.pause = pause;
        this.listener = listener;
    }

    /**
     * Fetches a file.
     *
     * @param address where it is
     * @param target where to; its folder is made, what lies there is replaced
     * @param pause how long to wait before another try; twice as long after each that brought nothing
     * @param listener told of progress
     * @throws UnreachableException if the other side cannot be reached
     * @throws BadDataException if it has no such file
     * @throws IOException if the connection was lost too often, or the file cannot be written
     */
    static void fetch(URI address, Path target, Duration pause, FetchListener listener) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        new Download(address, target, pause, listener).run();
    }

    private void run() throws IOException {
        long wait = pause.toMillis();
        for (int attempt = 1; ; attempt++) {
            long had = have();
            try {
                attempt();
                WholeFile.move(part, target);
                Files.deleteIfExists(validator);
                return;
            } catch (UnknownHostException | ConnectException | NoRouteToHostException e) {
                throw new UnreachableException(
                        address.getHost() + " cannot be reached ("
                                + e.getClass().getSimpleName() + ")",
                        e);
            } catch (BadDataException e) {
                throw e;
            } catch (IOException e) {
                // A try that brought something does not count.
                boolean further = have() > had;
                attempt = further ? 0 : attempt;
                wait = further ? pause.toMillis() : wait * 2;
                if (attempt >= TRIES) {
                    throw lost(e);
                }
            }
            sleep(wait);
        }
    }

    private IOException lost(IOException e) throws IOException {
        String message = address + ": lost the connection " + TRIES + " times after " + have() + " bytes ("
                + e.getMessage() + "); the next try goes on from there";
        return e instanceof SocketTimeoutException && have() == 0
                ? new UnreachableException(address.getHost() + " does not answer", e)
                : new IOException(message, e);
    }

    private long have() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    private void attempt() throws IOException {
        URLConnection open = address.toURL().openConnection();
        if (!(open instanceof HttpURLConnection connection)) {
            throw new BadDataException(address + ": expected an address that begins with http:// or https://");
        }
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        // A page zipped on the way would have another length.
        connection.setRequestProperty("Accept-Encoding", "identity");
        long from = Files.exists(validator) ? have() : 0;
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
            connection.setRequestProperty("If-Range", Files.readString(validator));
        }
        try {
            receive(connection, from);
        } finally {
            connection.disconnect();
        }
    }

    private void receive(HttpURLConnection connection, long asked) throws IOException {
        int status = connection.getResponseCode();
        if (status == 416) {
            Files.deleteIfExists(validator);
            throw new IOException("the part that is here does not fit the file that is there");
        }
        if (status >= 500) {
            throw new IOException("HTTP status " + status);
        }
        boolean goesOn = status == HttpURLConnection.HTTP_PARTIAL
                && String.valueOf(connection.getHeaderField("Content-Range")).startsWith("bytes " + asked + "-");
        if (status != HttpURLConnection.HTTP_OK && !goesOn) {
            throw new BadDataException(address + ": HTTP status " + status + ", expected the file");
        }
        long from = goesOn ? asked : 0;
        if (!goesOn) {
            remember(connection);
        }
        long length = connection.getContentLengthLong();
        long whole = length < 0 ? -1 : from + length;
        listener.onFile(target.getFileName().toString(), whole);
        long have = copy(connection, from);
        if (whole >= 0 && have != whole) {
            throw new IOException("got " + have + " of " + whole + " bytes");
        }
    }

    private void remember(HttpURLConnection connection) throws IOException {
        Files.deleteIfExists(part);
        String tag = connection.getHeaderField("ETag");
        // Weak tags say that two files are as good as each other, not that their bytes are the same.
        String kept = tag != null && !tag.startsWith("W/") ? tag : connection.getHeaderField("Last-Modified");
        if (kept == null) {
            Files.deleteIfExists(validator);
        } else {
            Files.write(validator, kept.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private long copy(HttpURLConnection connection, long from) throws IOException {
        long have = from;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = connection.getInputStream();
                OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                out.write(chunk, 0, got);
                have += got;
                listener.onBytes(have);
            }
        }
        return have;
    }

    private static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

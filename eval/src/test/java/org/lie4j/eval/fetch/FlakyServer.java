package org.lie4j.eval.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on this machine that knows ranges and loses connections when it is told to. */
public final class FlakyServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger drops = new AtomicInteger();
    private volatile String tag = "\"one\"";

    /** Starts it at a free port. */
    public FlakyServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Its address, ending in a slash. */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    /** Serves a file. */
    public void put(String path, byte[] content) {
        files.put("/" + path, content);
    }

    /** The next so many answers break off half way. */
    void drop(int answers) {
        drops.set(answers);
    }

    /** The entity tag from here on; none if null. */
    void tag(String newTag) {
        tag = newTag;
    }

    /** The range that each request asked for, or "all". */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] file = files.get(exchange.getRequestURI().getPath());
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(range == null ? "all" : range);
            boolean part = range != null
                    && exchange.getRequestHeaders().getFirst("If-Range").equals(tag);
            int from = part ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
            if (tag != null) {
                exchange.getResponseHeaders().set("ETag", tag);
            }
            if (part) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
            }
            byte[] body = Arrays.copyOfRange(file, from, file.length);
            exchange.sendResponseHeaders(part ? 206 : 200, body.length);
            boolean drop = drops.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
            exchange.getResponseBody().write(body, 0, drop ? body.length / 2 : body.length);
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

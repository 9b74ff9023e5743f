package org.lie4j.eval.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves a {@link LiveContent} to browsers on this machine, and to no other: {@code /} is the page, {@code /now} its middle part, {@code /state.json} the state for programs.
 *
 * <p>It answers on threads of its own at the lowest priority. A client that fails, or sends what makes no sense, ends its own connection and nothing else.
 */
public final class LiveServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int LARGEST_PORT = 65_535;
    private static final long LAST_WORDS_MILLIS = 2500;
    private static final long PRESENT_NANOS = 6_000_000_000L;

    /** The page's own style and script, pictures in it, and questions to this server. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
            + " img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final LiveContent page;
    private final HttpServer server;
    private final ExecutorService workers;
    private volatile long lastAsked = Long.MIN_VALUE;
    private volatile boolean ending;
    private volatile boolean toldTheEnd;

    private LiveServer(LiveContent page, HttpServer server, ExecutorService workers) {
        this.page = page;
        this.server = server;
        this.workers = workers;
    }

    /**
     * Begins to serve.
     *
     * @param page what
     * @param port the port, 0 for any that is free
     * @return the server
     * @throws IllegalArgumentException if there is no such port
     * @throws IOException if the port is taken or may not be used
     */
    @SuppressWarnings("ThreadPriorityCheck") // A wish: nothing goes wrong where it is not heard.
    public static LiveServer start(LiveContent page, int port) throws IOException {
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("port: expected 0 to " + LARGEST_PORT + ", got " + port);
        }
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService workers = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "live page");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
        LiveServer live = new LiveServer(page, http, workers);
        http.setExecutor(workers);
        http.createContext("/", live::answer);
        http.start();
        return live;
    }

    /**
     * Where the page is.
     *
     * @return an address of this machine
     */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
                // Another site's script that has made its own name point here.
                send(exchange, 403, "text/plain", "expected the host localhost\n");
            } else if (!exchange.getRequestMethod().matches("GET|HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "text/plain", "expected GET or HEAD\n");
            } else {
                answer(exchange, exchange.getRequestURI().getPath());
            }
        }
    }

    private void answer(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/" -> tell(exchange, "text/html", page::page);
            case "/now" -> tell(exchange, "text/html", page::now);
            case "/state.json" -> tell(exchange, "application/json", page::json);
            default -> send(exchange, 404, "text/plain", "expected /, /now or /state.json\n");
        }
    }

    private void tell(HttpExchange exchange, String type, Supplier<String> content) throws IOException {
        lastAsked = System.nanoTime();
        boolean last = ending;
        send(exchange, 200, type, content.get());
        toldTheEnd |= last;
    }

    private static boolean isLocal(String host) {
        return host != null && host.toLowerCase(Locale.ROOT).matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** Ends it. A page that is open is given two seconds to learn how the run ended. */
    @Override
    public void close() {
        ending = true;
        long begin = System.nanoTime();
        boolean watched = lastAsked != Long.MIN_VALUE && begin - lastAsked < PRESENT_NANOS;
        try {
            while (watched && !toldTheEnd && (System.nanoTime() - begin) / 1_000_000 < LAST_WORDS_MILLIS) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        workers.shutdownNow();
    }
}

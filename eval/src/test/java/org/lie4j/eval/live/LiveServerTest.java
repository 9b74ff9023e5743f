package org.lie4j.eval.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lie4j.eval.report.LivePage;
import org.lie4j.eval.run.RunLog;

@Timeout(900)
class LiveServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final RunLog log = new RunLog("A run of <b>two</b>", 2);

    private LiveServer start() throws IOException {
        return LiveServer.start(new LivePage(log), 0);
    }

    private HttpResponse<String> get(LiveServer server, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(), BodyHandlers.ofString());
    }

    private JsonNode state(LiveServer server) throws Exception {
        return new ObjectMapper().readTree(get(server, "state.json").body());
    }

    @Test
    void showsTheRunAsItGoes() throws Exception {
        try (LiveServer server = start()) {
            HttpResponse<String> page = get(server, "");
            assertEquals(200, page.statusCode());
            assertTrue(page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
            assertTrue(page.body().contains("A run of &lt;b&gt;two&lt;/b&gt;"), "escaped");
            assertFalse(page.body().contains("{{"), "every field is filled");
            assertFalse(page.body().matches("(?s).*(src|href)=\"(?!data:).*"), "nothing from elsewhere");
            assertTrue(page.body().contains("0 of 2 trainings done"), page.body());

            log.onTraining("cnn");
            assertTrue(get(server, "now").body().contains("preparing"));
            log.onBatch(1, 3, 1, 20, 2.25, 0.125);
            log.onBatch(1, 3, 2, 20, 2, 0.25);
            String now = get(server, "now").body();
            assertTrue(now.contains("epoch 1 of 3, batch 2 of 20"), now);
            assertTrue(now.contains("loss 2, accuracy 25%"), now);
            assertTrue(now.contains("<polyline class=\"line c0\""), "a curve");
            assertTrue(now.contains("data-state=\"running\""), now);
            JsonNode json = state(server);
            assertEquals("RUNNING", json.get("state").asText());
            assertEquals(2, json.get("current").get("batch").asInt());
            assertEquals(
                    0.125, json.get("curves").get("cnn").get(0).get("accuracy").asDouble());

            log.doneBefore(new RunLog.Finished("old & \"quoted\"", 0.9876, 0.5, 0.25, 61, true));
            now = get(server, "now").body();
            assertTrue(now.contains("old &amp; &quot;quoted&quot;") && now.contains("98.76%"), now);
            log.finish("The report is in <there>.");
            assertTrue(get(server, "now").body().contains("The report is in &lt;there&gt;."));
            assertFalse(get(server, "now").body().contains("data-state=\"running\""));
        }
    }

    @Test
    void answersThisMachineAlone() throws Exception {
        try (LiveServer server = start()) {
            assertTrue(InetAddress.getByName(server.address().getHost()).isLoopbackAddress());
            assertEquals(404, get(server, "etc/passwd").statusCode());
            assertEquals(404, get(server, "now/").statusCode());
            HttpRequest post = HttpRequest.newBuilder(server.address())
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();
            assertEquals(405, client.send(post, BodyHandlers.ofString()).statusCode());
            HttpRequest head = HttpRequest.newBuilder(server.address())
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            assertEquals(200, client.send(head, BodyHandlers.ofString()).statusCode());
            assertTrue(raw(server, "GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n")
                    .startsWith("HTTP/1.1 403 "));
            assertTrue(raw(server, "GET / HTTP/1.1\r\nHost: 127.0.0.1:80\r\nConnection: close\r\n\r\n")
                    .startsWith("HTTP/1.1 200 "));
        }
    }

    private static Socket connect(LiveServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    }

    private static String raw(LiveServer server, String request) throws IOException {
        try (Socket socket = connect(server)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void clientsThatFailDisturbNothing() throws Exception {
        try (LiveServer server = start()) {
            for (int i = 0; i < 50; i++) {
                try (Socket socket = connect(server)) {
                    // Nothing, nonsense, half a request, and a whole one whose answer nobody reads.
                    String said = new String[] {
                                "", "\0\1\2 nonsense\r\n\r\n", "GET / HT", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            }
                            [i % 4];
                    socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                    socket.setSoLinger(true, 0);
                }
            }
            log.onTraining("cnn");
            log.onBatch(1, 1, 1, 1, 1, 1);
            assertEquals(1, state(server).get("current").get("batch").asInt());
        }
    }

    @Test
    void manyLookWhileItRuns() throws Exception {
        try (LiveServer server = start()) {
            log.onTraining("cnn");
            CompletableFuture<?>[] askers = new CompletableFuture<?>[4];
            for (int a = 0; a < askers.length; a++) {
                askers[a] = CompletableFuture.runAsync(() -> {
                    try {
                        for (int i = 0; i < 25; i++) {
                            assertEquals(200, get(server, "now").statusCode());
                            assertTrue(state(server).get("curves").has("cnn"));
                        }
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
            for (int b = 1; b <= 20_000; b++) {
                log.onBatch(1, 1, b, 20_000, 1.0 / b, 0.5);
            }
            CompletableFuture.allOf(askers).join();
            assertEquals(20_000, state(server).get("current").get("batch").asInt());
        }
    }

    @Test
    void aTakenPortIsAnError() throws IOException {
        try (LiveServer server = start()) {
            int port = server.address().getPort();
            assertThrows(BindException.class, () -> LiveServer.start(new LivePage(log), port));
            assertEquals(
                    "port: expected 0 to 65535, got 65536",
                    assertThrows(IllegalArgumentException.class, () -> LiveServer.start(new LivePage(log), 65_536))
                            .getMessage());
        }
    }

    @Test
    void anOpenPageLearnsHowItEndedAndThenTheServerIsGone() throws Exception {
        LiveServer server = start();
        URI address = server.address();
        assertEquals(200, get(server, "now").statusCode());
        log.finish("done");
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        Thread.sleep(100);
        assertFalse(closing.isDone(), "it waits for the page");
        assertTrue(get(server, "now").body().contains("Finished"));
        closing.join();
        HttpRequest again = HttpRequest.newBuilder(address).build();
        assertThrows(ConnectException.class, () -> client.send(again, BodyHandlers.ofString()));

        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) { // A busy machine may take its time, but not each time.
            long begin = System.nanoTime();
            start().close();
            least = Math.min(least, System.nanoTime() - begin);
        }
        assertTrue(least < 2e9, "nobody watched, nobody is waited for");
    }
}

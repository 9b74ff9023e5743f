package org.lie4j.eval.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.IdxWriter;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Manifest;
import org.lie4j.eval.data.MatReader;
import org.lie4j.eval.data.MatWriter;

@Timeout(900)
class FetcherTest {
    private static final int LENGTH = 400_000;

    private final FlakyServer server = new FlakyServer();
    private final byte[] content = new byte[LENGTH];
    private final Progress progress = new Progress();

    @TempDir
    Path dir;

    private static final class Progress implements FetchListener {
        private final List<Long> lengths = new ArrayList<>();
        private long done;

        @Override
        public void onFile(String file, long bytes) {
            lengths.add(bytes);
        }

        @Override
        public void onBytes(long now) {
            done = now;
        }
    }

    FetcherTest() {
        new Random(1).nextBytes(content);
        server.put("file", content);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path target() {
        return dir.resolve("below/file");
    }

    private void download() throws IOException {
        Download.fetch(server.address().resolve("file"), target(), Duration.ofMillis(1), progress);
    }

    @Test
    void aLostConnectionIsTakenUpWhereItBroke() throws IOException {
        server.drop(2);
        download();
        assertArrayEquals(content, Files.readAllBytes(target()));
        assertEquals(3, server.requests().size(), server.requests().toString());
        assertEquals("all", server.requests().get(0));
        for (String range : server.requests().subList(1, 3)) {
            assertTrue(range.matches("bytes=[1-9]\\d*-"), range);
        }
        assertEquals(List.of((long) LENGTH, (long) LENGTH, (long) LENGTH), progress.lengths);
        assertEquals(LENGTH, progress.done);
        onlyTheFileStays();
    }

    private void onlyTheFileStays() throws IOException {
        try (var files = Files.list(target().getParent())) {
            assertEquals(List.of(target()), files.toList());
        }
    }

    @Test
    void anotherRunGoesOnFromThePartOfTheFirst() throws IOException {
        Files.createDirectories(target().getParent());
        Files.write(target().resolveSibling("file.part"), Arrays.copyOf(content, 1000));
        Files.writeString(target().resolveSibling("file.part.tag"), "\"one\"");
        download();
        assertEquals(List.of("bytes=1000-"), server.requests());
        assertArrayEquals(content, Files.readAllBytes(target()));
        onlyTheFileStays();
    }

    @Test
    void thePartOfAnotherFileIsNotGoneOnWith() throws IOException {
        Files.createDirectories(target().getParent());
        Files.write(target().resolveSibling("file.part"), new byte[1000]);
        Files.writeString(target().resolveSibling("file.part.tag"), "\"one\"");
        server.tag("\"two\"");
        download();
        assertArrayEquals(content, Files.readAllBytes(target()));
        onlyTheFileStays();
    }

    @Test
    void withoutATagItBeginsAnew() throws IOException {
        server.tag(null);
        server.drop(1);
        download();
        assertEquals(List.of("all", "all"), server.requests());
        assertArrayEquals(content, Files.readAllBytes(target()));
        onlyTheFileStays();
    }

    @Test
    void whatLiesThereStaysUntilTheNewOneIsWhole() throws IOException {
        Files.createDirectories(target().getParent());
        Files.writeString(target(), "old");
        server.tag(null);
        server.drop(100);
        IOException e = assertThrows(IOException.class, this::download);
        assertTrue(e.getMessage().contains("lost the connection"), e.getMessage());
        assertEquals("old", Files.readString(target()));
    }

    @Test
    void whatIsNotThereIsSaid() {
        BadDataException e = assertThrows(
                BadDataException.class,
                () -> Download.fetch(server.address().resolve("none"), target(), Duration.ZERO, progress));
        assertTrue(e.getMessage().contains("/none: HTTP status 404, expected the file"), e.getMessage());
        URI file = dir.toUri();
        assertThrows(BadDataException.class, () -> Download.fetch(file, target(), Duration.ZERO, progress));
        URI closed = server.address();
        server.close();
        UnreachableException gone = assertThrows(
                UnreachableException.class, () -> Download.fetch(closed, target(), Duration.ZERO, progress));
        assertTrue(gone.getMessage().contains("localhost cannot be reached"), gone.getMessage());
    }

    @Test
    void archivesAreUnpackedAndSetsAreFetchedOnce() throws IOException {
        ImageSet set = EmbeddedMnist.load().test().slice(0, 5);
        MatWriter.write(set, dir.resolve("made.mat"));
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            for (String name : new String[] {"__MACOSX/._1.mat", "a/../../2.mat", "readme.txt", "1.mat"}) {
                out.putNextEntry(new ZipEntry(name));
                out.write(Files.readAllBytes(dir.resolve("made.mat")));
            }
        }
        server.put("t/x_batches.zip", zip.toByteArray());
        RemoteSet remote = new RemoteSet(
                "x",
                "X",
                server.address(),
                List.of(new RemoteFile("t/x_batches.zip", -1, null), new RemoteFile("file", -1, null)));
        server.drop(1);
        Path folder = dir.resolve("set");
        Path manifest = Fetcher.fetch(remote, folder, progress);
        assertEquals(
                List.of("t/x_batches/2.mat", "t/x_batches/1.mat", "file"),
                Manifest.read(manifest).files().stream()
                        .map(Manifest.Entry::name)
                        .toList());
        assertEquals(
                set.checksum(),
                MatReader.read(folder.resolve("t/x_batches/2.mat")).checksum());
        assertFalse(Files.exists(folder.resolve("t/x_batches.zip")));
        int before = server.requests().size();
        Fetcher.fetch(remote, folder, progress);
        assertEquals(before, server.requests().size(), "nothing is fetched again");
        Files.writeString(folder.resolve("file"), "damaged");
        Fetcher.fetch(remote, folder, progress);
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("file")));
    }

    @Test
    void filesWithAnotherChecksumAreRefused() throws IOException {
        IdxWriter.writeImages(EmbeddedMnist.load().test().slice(0, 5), dir.resolve("images"));
        server.put("train-images-idx3-ubyte.gz", Files.readAllBytes(dir.resolve("images")));
        RemoteSet mnist = RemoteSet.all().get(0).at(server.address());
        Path folder = dir.resolve("mnist");
        BadDataException e = assertThrows(BadDataException.class, () -> Fetcher.fetch(mnist, folder, progress));
        assertTrue(e.getMessage().contains("expected that of the MNIST training images"), e.getMessage());
        assertFalse(Files.exists(folder.resolve("train-images-idx3-ubyte.gz")));
    }
}

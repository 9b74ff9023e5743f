package org.lie4j.eval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.IdxReader;
import org.lie4j.eval.data.IdxWriter;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.MatReader;
import org.lie4j.eval.data.MatWriter;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.data.Recipes;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.fetch.FlakyServer;
import org.lie4j.eval.fetch.RemoteSet;

@Timeout(900)
class DataCommandTest {
    @TempDir
    Path dir;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Lie4j.commandLine(() -> {
                    throw new IllegalStateException("data sets need no models");
                })
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }

    private static void refused(Outcome outcome, String part) {
        assertEquals(2, outcome.code(), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("lie4j: "), outcome.err());
        assertTrue(outcome.err().contains(part), () -> "expected '" + part + "' in: " + outcome.err());
        assertFalse(outcome.err().contains("unexpected"), outcome.err());
    }

    private Mnist digits() throws IOException {
        Mnist all = EmbeddedMnist.load();
        Mnist few = new Mnist(all.train().slice(0, 30), all.test().slice(0, 20));
        Path data = Files.createDirectories(dir.resolve("digits"));
        IdxWriter.writeImages(few.train(), data.resolve("train-images-idx3-ubyte"));
        IdxWriter.writeLabels(few.train(), data.resolve("train-labels-idx1-ubyte"));
        IdxWriter.writeImages(few.test(), data.resolve("t10k-images-idx3-ubyte"));
        IdxWriter.writeLabels(few.test(), data.resolve("t10k-labels-idx1-ubyte"));
        return few;
    }

    @Test
    void listNamesEverySetAndRecipe() {
        Outcome outcome = run("data", "list");
        assertEquals(0, outcome.code(), outcome.err());
        for (RemoteSet set : RemoteSet.all()) {
            assertTrue(outcome.out().contains("  " + set.name()), outcome.out());
        }
        for (String recipe : Recipes.names()) {
            assertTrue(outcome.out().contains(recipe), outcome.out());
        }
        assertTrue(outcome.out().contains("9,912,422 bytes, checked by the MD5 of the MNIST training images"));
    }

    @Test
    void makeWritesWhatTheRecipeMakesAndVerifyKnowsIt() throws IOException {
        Mnist digits = digits();
        Path out = dir.resolve("out");
        Outcome mat = run("data", "make", "affnist", "--data", dir.resolve("digits"), "--copies", 3, "-o", out);
        assertEquals(0, mat.code(), mat.err());
        ImageSet expected =
                TransformedSet.of(digits.test(), new AffnistRecipe(1), 3).images();
        assertEquals(
                expected.checksum(),
                MatReader.read(out.resolve("affnist-test-1.mat")).checksum());
        assertTrue(mat.out().contains("60 images, SHA-256 " + expected.checksum()), mat.out());
        Object[] idx = {
            "data",
            "make",
            "homnist-as-published",
            "--data",
            dir.resolve("digits"),
            "--part",
            "train",
            "--seed",
            7,
            "--format",
            "idx",
            "--name",
            "train",
            "-o",
            out
        };
        assertEquals(0, run(idx).code());
        assertEquals(
                30,
                IdxReader.readImages(out.resolve("train-images-idx3-ubyte.gz")).count());

        Outcome good = run("data", "verify", out);
        assertEquals(0, good.code(), good.err());
        assertEquals(2, good.out().lines().count(), good.out());
        Files.writeString(out.resolve("affnist-test-1.mat"), "x");
        Outcome bad = run("data", "verify", out.resolve("affnist-test-1.manifest.json"));
        refused(bad, "affnist-test-1.mat: 1 bytes, expected ");
    }

    @Test
    void whatCannotBeMadeIsRefused() throws IOException {
        refused(run("data"), "no command given, expected list, fetch, make or verify");
        refused(run("data", "make", "affmist"), "unknown recipe affmist, expected just-centered, ");
        refused(run("data", "make", "affnist", "--copies", 0), "expected 1 to 1073741 copies of 2000 digits");
        refused(run("data", "make", "affnist", "--name", "../x", "-o", dir), "expected a name of letters");
        refused(run("data", "verify", dir), "no manifest in this folder");
        refused(run("data", "verify", dir.resolve("none")), "none: no such file, expected a manifest");
        refused(run("data", "fetch", "cifar"), "unknown set cifar, expected one of mnist, affnist-centered");
        refused(run("data", "fetch", "mnist", "--from", "ftp://x/", "--to", dir), "--from ftp://x/, expected");
    }

    @Test
    void fetchBringsUnpacksAndNotes() throws IOException {
        ImageSet set = EmbeddedMnist.load().test().slice(0, 5);
        MatWriter.write(set, dir.resolve("made.mat"));
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("test.mat"));
            out.write(Files.readAllBytes(dir.resolve("made.mat")));
        }
        Path to = dir.resolve("fetched");
        try (FlakyServer server = new FlakyServer()) {
            server.put("transformed/test.mat.zip", zip.toByteArray());
            Outcome outcome = run("data", "fetch", "affnist-test", "--from", server.address(), "--to", to);
            assertEquals(0, outcome.code(), outcome.err());
            assertTrue(outcome.err().contains("test.mat.zip: fetching"), outcome.err());
            assertEquals(
                    set.checksum(),
                    MatReader.read(to.resolve("transformed/test.mat")).checksum());
            assertEquals(0, run("data", "verify", to).code());
        }
    }

    @Test
    void withoutANetworkItSaysWhatToDo() {
        FlakyServer server = new FlakyServer();
        server.close();
        refused(
                run("data", "fetch", "mnist", "--from", server.address(), "--to", dir),
                "localhost cannot be reached (ConnectException); expected a network, or the files in " + dir
                        + ", fetched by hand from " + server.address() + "train-images-idx3-ubyte.gz");
    }
}

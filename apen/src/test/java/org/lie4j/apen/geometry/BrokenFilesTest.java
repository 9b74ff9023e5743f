package org.lie4j.apen.geometry;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.apen.partitions.Partition;

/** Files with random damage are read, or refused with a message: no other exception, no endless loop, no exhausted memory. */
class BrokenFilesTest {
    private static final int TRIALS = 3000;

    @TempDir
    private Path folder;

    private interface Reading {
        void read(byte[] content) throws IOException;
    }

    private static void damage(byte[] whole, Reading reading) {
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] broken = whole.clone();
            for (int k = random.nextInt(1, 4); k > 0; k--) {
                int at = random.nextInt(broken.length);
                switch (random.nextInt(4)) {
                    case 0 -> broken[at] = (byte) random.nextInt(256);
                    case 1 -> broken[at] ^= (byte) (1 << random.nextInt(8));
                    case 2 -> broken[at] = (byte) "0 -9\n.eN{}#".charAt(random.nextInt(11));
                    default -> broken = Arrays.copyOf(broken, Math.max(1, at));
                }
            }
            try {
                reading.read(broken);
            } catch (IOException e) {
                refused++;
                assertTrue(
                        e.getMessage() != null && e.getMessage().contains("expected"),
                        () -> Arrays.toString(e.getStackTrace()) + e);
            }
        }
        assertTrue(refused > TRIALS / 10, "refused " + refused);
    }

    private static LabelledCloud cloud() {
        return LabelledCloud.of(new SplittableRandom(2).doubles(60).toArray(), Partition.singletons(20));
    }

    @Test
    void motionCapture() throws IOException {
        try (InputStream in = BrokenFilesTest.class.getResourceAsStream("walk.bvh")) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            String shortened = text.substring(0, text.indexOf("Frames:")) + "Frames: 1\nFrame Time: 0.1\n"
                    + "1 ".repeat(36) + "\n";
            damage(
                    shortened.getBytes(StandardCharsets.ISO_8859_1),
                    content -> BvhReader.read(
                            new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.ISO_8859_1)));
        }
    }

    @Test
    void polygons() throws IOException {
        for (boolean binary : new boolean[] {false, true}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PlyCodec.write(cloud(), Map.of(), out, binary);
            damage(out.toByteArray(), content -> PlyCodec.read(new ByteArrayInputStream(content)));
        }
    }

    @Test
    void text() throws IOException {
        for (boolean csv : new boolean[] {false, true}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            TextCodec.write(cloud(), Map.of(), out, csv);
            damage(out.toByteArray(), content -> TextCodec.read(new ByteArrayInputStream(content), csv));
        }
    }

    @Test
    void models() {
        String model = "v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 2 3\nf 1/1/1 2 4\nf -1 -2 -3 -4\n";
        damage(
                model.getBytes(StandardCharsets.ISO_8859_1),
                content -> ObjReader.read(
                        new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.ISO_8859_1)));
    }

    @Test
    void libraries() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("PluginFurnitureCatalog.properties"));
            zip.write("name#1=A\ncategory#1=B\nmodel#1=/a.obj\nwidth#1=1\ndepth#1=2\nheight#1=3\nmovable#1=true\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
            zip.putNextEntry(new ZipEntry("a.obj"));
            zip.write("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        Path file = folder.resolve("a.sh3f");
        damage(out.toByteArray(), content -> {
            Files.write(file, content);
            try (FurnitureCatalogue catalogue = FurnitureCatalogue.open(file)) {
                catalogue.mesh(catalogue.models().get(0));
            }
        });
    }
}

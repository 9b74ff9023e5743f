package org.lie4j.eval.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedImagesTest {
    @TempDir
    Path dir;

    private Path png(String name, int side, int type, int argb) throws IOException {
        BufferedImage image = new BufferedImage(side, side, type);
        if (type == BufferedImage.TYPE_BYTE_GRAY) {
            image.getRaster().setSample(side / 2, side / 2, 0, argb);
        } else {
            image.setRGB(side / 2, side / 2, argb);
        }
        Path file = dir.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void matlabFilesAreKnownByTheirContent() throws IOException {
        ImageSet digits = EmbeddedMnist.load().test().slice(0, 3);
        Path file = dir.resolve("no-ending");
        MatWriter.write(digits, file);
        NamedImages named = NamedImages.read(file);
        assertEquals(List.of("0", "1", "2"), named.names());
        assertEquals(digits.pixel(2, 14, 14), named.images().pixel(2, 20, 20));
    }

    @Test
    void folderIsReadInOrderOfNames() throws IOException {
        png("b.png", 28, BufferedImage.TYPE_BYTE_GRAY, 100);
        png("a.PNG", 40, BufferedImage.TYPE_BYTE_GRAY, 200);
        Files.writeString(dir.resolve("notes.txt"), "not an image");
        NamedImages named = NamedImages.read(dir);
        assertEquals(List.of("a.PNG", "b.png"), named.names());
        assertEquals(200, named.images().pixel(0, 20, 20));
        assertEquals(100, named.images().pixel(1, 20, 20));
        assertEquals(0, named.images().pixel(1, 19, 20));
    }

    @Test
    void coloursBecomeGreyAndTransparencyPaper() throws IOException {
        png("a.png", 28, BufferedImage.TYPE_INT_RGB, 0xff00ff00);
        png("b.png", 28, BufferedImage.TYPE_INT_ARGB, 0x00ffffff);
        png("c.png", 28, BufferedImage.TYPE_BYTE_INDEXED, 0xffffffff);
        ImageSet images = NamedImages.read(dir).images();
        assertEquals(150, images.pixel(0, 20, 20));
        assertEquals(0, images.pixel(1, 20, 20));
        assertEquals(255, images.pixel(2, 20, 20));
    }

    @Test
    void oneFileIsEnough() throws IOException {
        assertEquals(
                List.of("one.png"),
                NamedImages.read(png("one.png", 28, BufferedImage.TYPE_BYTE_GRAY, 9))
                        .names());
    }

    @Test
    void idxImagesAreNamedByIndex() throws IOException {
        Path file = dir.resolve("images.gz");
        IdxWriter.writeImages(ImageSet.unlabelled("x", 28, 28, new byte[2 * 784]), file);
        assertEquals(List.of("0", "1"), NamedImages.read(file).names());
        IdxWriter.writeImages(ImageSet.unlabelled("x", 41, 20, new byte[820]), file);
        fails("images of 41×20 pixels, expected at most 40×40", file);
    }

    @Test
    void faultsAreNamed() throws IOException {
        fails("no PNG file in this folder", dir);
        fails("no such file or folder", dir.resolve("nowhere"));
        Path wide = png("wide.png", 48, BufferedImage.TYPE_BYTE_GRAY, 9);
        fails("wide.png: 48×48 pixels, expected at most 40×40", wide);
        byte[] whole = Files.readAllBytes(png("cut.png", 28, BufferedImage.TYPE_BYTE_GRAY, 9));
        for (int length : new int[] {1, 12, 30, whole.length / 2}) {
            Files.write(dir.resolve("cut.png"), Arrays.copyOf(whole, length));
            fails("cut.png: not a readable PNG file", dir.resolve("cut.png"));
        }
    }

    private static void fails(String part, Path source) {
        BadDataException e = assertThrows(BadDataException.class, () -> NamedImages.read(source));
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }
}

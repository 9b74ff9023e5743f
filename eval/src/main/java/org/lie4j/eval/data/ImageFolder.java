package org.lie4j.eval.data;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads PNG files as digits: light ink on dark paper, as MNIST has it. Colours become grey by their luminance (ITU-R
 * BT.601), transparency counts as paper.
 */
final class ImageFolder {
    private static final int PIXELS = Recipe.SIDE * Recipe.SIDE;

    /** Where the last chunk must be, should something have been appended to the file. */
    private static final int TAIL = 1024;

    private ImageFolder() {}

    static NamedImages read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".png"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new BadDataException(folder + ": no PNG file in this folder, expected at least one");
        }
        return readFiles(folder.toString(), files);
    }

    static NamedImages readFiles(String name, List<Path> files) throws IOException {
        byte[] pixels = new byte[Math.multiplyExact(files.size(), PIXELS)];
        for (int i = 0; i < files.size(); i++) {
            JustCentered.INSTANCE.render(grey(files.get(i)), 0, 0, pixels, i * PIXELS);
        }
        return new NamedImages(
                ImageSet.wrap(name, Recipe.SIDE, Recipe.SIDE, pixels, null),
                files.stream().map(f -> f.getFileName().toString()).toList());
    }

    private static ImageSet grey(Path file) throws IOException {
        DataFiles.require(file, "a PNG file");
        requireEnd(file);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                // The size is in the header: a wrong one is refused before anything is decoded.
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if (!Canvas.fits(height, width)) {
                    throw new BadDataException(file + ": " + width + "×" + height + " pixels, expected at most 40×40");
                }
                return ImageSet.wrap(file.toString(), height, width, grey(reader.read(0)), null);
            } finally {
                reader.dispose();
            }
        } catch (BadDataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Damaged files make the reader fail in every way there is.
            throw new BadDataException(
                    file + ": not a readable PNG file (" + oneLine(e) + "), expected a complete one", e);
        }
    }

    /** The reader takes the rows that are missing in a file that was cut short for paper. */
    private static void requireEnd(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.max(0, in.length() - TAIL));
            byte[] tail = new byte[(int) Math.min(TAIL, in.length())];
            in.readFully(tail);
            if (!new String(tail, StandardCharsets.ISO_8859_1).contains("IEND")) {
                throw new BadDataException(file + ": not a readable PNG file (it ends after " + in.length()
                        + " bytes), expected a complete one");
            }
        }
    }

    private static byte[] grey(BufferedImage image) {
        int width = image.getWidth();
        byte[] pixels = new byte[width * image.getHeight()];
        // Grey rasters are taken as they are: getRGB would apply a gamma curve.
        boolean plain = image.getType() == BufferedImage.TYPE_BYTE_GRAY;
        boolean deep = image.getType() == BufferedImage.TYPE_USHORT_GRAY;
        Raster raster = image.getRaster();
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width;
            if (plain) {
                pixels[i] = (byte) raster.getSample(x, y, 0);
            } else if (deep) {
                pixels[i] = (byte) (raster.getSample(x, y, 0) >> 8);
            } else {
                pixels[i] = (byte) luminance(image.getRGB(x, y));
            }
        }
        return pixels;
    }

    private static int luminance(int argb) {
        int alpha = argb >>> 24;
        double grey = 0.299 * (argb >> 16 & 0xff) + 0.587 * (argb >> 8 & 0xff) + 0.114 * (argb & 0xff);
        return (int) (grey * alpha / 255 + 0.5);
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}

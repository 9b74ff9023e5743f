package org.lie4j.eval.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.lie4j.eval.data.ImageSet;

/** Images as PNG inside the page. */
final class Pictures {
    private Pictures() {}

    /**
     * A row of images side by side as a data URI, light ink on black.
     *
     * @param gap black pixels between two images
     */
    static String row(ImageSet images, int gap) {
        int step = images.cols() + gap;
        BufferedImage strip =
                new BufferedImage(images.count() * step - gap, images.rows(), BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < images.count(); i++) {
            for (int r = 0; r < images.rows(); r++) {
                for (int c = 0; c < images.cols(); c++) {
                    strip.getRaster().setSample(i * step + c, r, 0, images.pixel(i, r, c));
                }
            }
        }
        return png(strip);
    }

    /** Any picture as a data URI. */
    static String png(BufferedImage picture) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", png);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
    }
}

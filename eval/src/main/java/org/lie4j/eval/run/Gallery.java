package org.lie4j.eval.run;

import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.JustCentered;
import org.lie4j.eval.data.TransformedSet;

/**
 * A few test digits and their affNIST-recipe copies, for looking at: the first test digit of each class, in order.
 *
 * @param upright one 40×40 image for each digit
 * @param copies {@code copiesEach} 40×40 images for each digit, side by side
 * @param copiesEach copies of each digit
 */
public record Gallery(ImageSet upright, ImageSet copies, int copiesEach) {
    private static final int COPIES = 4;

    /** Picks the digits and makes their copies. */
    static Gallery of(ImageSet test, AffnistRecipe recipe) {
        int size = test.rows() * test.cols();
        byte[] pixels = new byte[ImageSet.CLASSES * size];
        byte[] labels = new byte[ImageSet.CLASSES];
        int found = 0;
        for (int label = 0; label < ImageSet.CLASSES; label++) {
            int first = firstOf(test, label);
            if (first >= 0) {
                labels[found] = (byte) label;
                test.copyTo(first, 1, pixels, found * size);
                found++;
            }
        }
        ImageSet firsts = ImageSet.of("first of each class", test.rows(), test.cols(), pixels, labels)
                .slice(0, found);
        return new Gallery(
                TransformedSet.of(firsts, JustCentered.INSTANCE, 1).images(),
                TransformedSet.of(firsts, recipe, COPIES).images(),
                COPIES);
    }

    private static int firstOf(ImageSet test, int label) {
        for (int i = 0; i < test.count(); i++) {
            if (test.label(i) == label) {
                return i;
            }
        }
        return -1;
    }
}

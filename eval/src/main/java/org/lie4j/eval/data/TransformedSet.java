package org.lie4j.eval.data;

import java.util.Objects;
import java.util.stream.IntStream;

/**
 * All copies of all digits under a recipe, made when they are asked for. Image k is copy {@code k % copies} of digit
 * {@code k / copies}, so that a digit's copies lie together.
 */
public final class TransformedSet {
    private static final int PIXELS = Recipe.SIDE * Recipe.SIDE;

    private final ImageSet digits;
    private final Recipe recipe;
    private final int copies;

    private TransformedSet(ImageSet digits, Recipe recipe, int copies) {
        this.digits = digits;
        this.recipe = recipe;
        this.copies = copies;
    }

    /**
     * Describes the set; nothing is made yet.
     *
     * @param digits images of at most 40×40 pixels
     * @param recipe how images are made from them
     * @param copies images for each digit, at least 1
     * @return the set
     * @throws IllegalArgumentException if the digits have another size, {@code copies} is below 1 or the set would hold
     *     more than 2³¹ - 1 images
     */
    public static TransformedSet of(ImageSet digits, Recipe recipe, int copies) {
        Canvas.requireSize(digits);
        Objects.requireNonNull(recipe, "recipe");
        if (copies < 1 || (long) copies * digits.count() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("expected at least 1 copy and at most " + Integer.MAX_VALUE
                    + " images, got " + copies + " copies of " + digits.count() + " digits");
        }
        return new TransformedSet(digits, recipe, copies);
    }

    /**
     * The number of images.
     *
     * @return digits times copies
     */
    public int count() {
        return digits.count() * copies;
    }

    /**
     * The digits underneath.
     *
     * @return the set that was given
     */
    public ImageSet digits() {
        return digits;
    }

    /**
     * How the images are made.
     *
     * @return the recipe that was given
     */
    public Recipe recipe() {
        return recipe;
    }

    /**
     * Images for each digit.
     *
     * @return 1 or more
     */
    public int copies() {
        return copies;
    }

    /**
     * Which digit an image is made from.
     *
     * @param image from 0
     * @return the digit's index
     */
    public int digit(int image) {
        return Objects.checkIndex(image, count()) / copies;
    }

    /**
     * The class of an image.
     *
     * @param image from 0
     * @return 0 to 9
     * @throws IllegalStateException if the digits have no labels
     */
    public int label(int image) {
        return digits.label(digit(image));
    }

    /**
     * Makes consecutive images, on all cores.
     *
     * @param from the first image
     * @param number how many
     * @param out receives {@code [number, 40, 40]} values in [0, 1]; modified
     * @throws IndexOutOfBoundsException if an image or the room in {@code out} is missing
     */
    public void render(int from, int number, float[] out) {
        Objects.checkFromIndexSize(from, number, count());
        Objects.checkFromIndexSize(0, number * PIXELS, out.length);
        IntStream.range(0, number).parallel().forEach(k -> {
            byte[] bytes = new byte[PIXELS];
            recipe.render(digits, (from + k) / copies, (from + k) % copies, bytes, 0);
            for (int p = 0; p < PIXELS; p++) {
                out[k * PIXELS + p] = (bytes[p] & 0xff) / 255f;
            }
        });
    }

    /**
     * Makes consecutive images as a set of their own, on all cores.
     *
     * @param from the first image
     * @param to one past the last image
     * @return 40×40 images, labelled if the digits are
     * @throws IndexOutOfBoundsException if the range is not inside the set
     */
    public ImageSet images(int from, int to) {
        Objects.checkFromToIndex(from, to, count());
        byte[] pixels = new byte[Math.multiplyExact(to - from, PIXELS)];
        IntStream.range(from, to)
                .parallel()
                .forEach(k -> recipe.render(digits, k / copies, k % copies, pixels, (k - from) * PIXELS));
        byte[] labels = null;
        if (digits.hasLabels()) {
            labels = new byte[to - from];
            for (int k = from; k < to; k++) {
                labels[k - from] = (byte) label(k);
            }
        }
        return ImageSet.wrap(digits.name() + ", " + recipe.name(), Recipe.SIDE, Recipe.SIDE, pixels, labels);
    }

    /**
     * Makes all images as a set of their own, on all cores.
     *
     * @return {@code count()} images of 40×40 pixels
     */
    public ImageSet images() {
        return images(0, count());
    }
}

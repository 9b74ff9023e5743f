package org.lie4j.eval.data;

import java.util.random.RandomGenerator;

/**
 * The other way to train for affNIST, that of the capsule papers: the upright digit at a random place of the 40×40
 * frame, moved by whole pixels, each place at which the digit's own frame fits as likely as any other. For 28×28 digits
 * that is 0 to 12 pixels from the left and from the top; 6 and 6 is {@link JustCentered}.
 *
 * <p>Source: S. Sabour, N. Frosst, G. E. Hinton. Dynamic routing between capsules. NIPS 2017, section 5.2.
 */
public final class RandomlyPlaced implements Recipe {
    private static final long serialVersionUID = 1L;

    private static final long PURPOSE = 0x706c6163L;

    /** Which family of images. */
    private final long seed;

    /** Rows of the part of an image that moves, in its middle; 0 for all of it. */
    private final int rows;

    /** Its columns. */
    private final int cols;

    /**
     * Creates the recipe.
     *
     * @param seed which family of images; every seed gives another
     */
    public RandomlyPlaced(long seed) {
        this(seed, 0, 0);
    }

    private RandomlyPlaced(long seed, int rows, int cols) {
        this.seed = seed;
        this.rows = rows;
        this.cols = cols;
    }

    /**
     * For images that have a border already, like those of {@link JustCentered}: what is inside it moves, as it would without the border.
     *
     * @param seed which family of images
     * @param rows rows of what moves, in the middle of the images; beyond them is paper
     * @param cols its columns
     * @return the recipe
     * @throws IllegalArgumentException if that is not 1×1 to 40×40
     */
    public static RandomlyPlaced within(long seed, int rows, int cols) {
        if (rows < 1 || cols < 1 || rows > SIDE || cols > SIDE) {
            throw new IllegalArgumentException("expected 1×1 to 40×40 pixels to move, got " + rows + "×" + cols);
        }
        return new RandomlyPlaced(seed, rows, cols);
    }

    @Override
    public String name() {
        return "randomly placed";
    }

    @Override
    public void render(ImageSet digits, int image, int copy, byte[] out, int outOffset) {
        Canvas canvas = Canvas.of(digits, image);
        RandomGenerator random = Streams.of(PURPOSE, seed, image, copy);
        int right = shift(random, cols == 0 ? digits.cols() : cols);
        int down = shift(random, rows == 0 ? digits.rows() : rows);
        Canvas.blank(out, outOffset);
        for (int r = Math.max(0, -down); r < Math.min(SIDE, SIDE - down); r++) {
            for (int c = Math.max(0, -right); c < Math.min(SIDE, SIDE - right); c++) {
                out[outOffset + (r + down) * SIDE + c + right] = (byte) canvas.at(r, c);
            }
        }
    }

    private static int shift(RandomGenerator random, int length) {
        int free = SIDE - length;
        return random.nextInt(free + 1) - free / 2;
    }
}

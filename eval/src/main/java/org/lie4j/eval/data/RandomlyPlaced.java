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

    /**
     * Creates the recipe.
     *
     * @param seed which family of images; every seed gives another
     */
    public RandomlyPlaced(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "randomly placed";
    }

    @Override
    public void render(ImageSet digits, int image, int copy, byte[] out, int outOffset) {
        Canvas canvas = Canvas.of(digits, image);
        RandomGenerator random = Streams.of(PURPOSE, seed, image, copy);
        int right = random.nextInt(SIDE - digits.cols() + 1) - (SIDE - digits.cols()) / 2;
        int down = random.nextInt(SIDE - digits.rows() + 1) - (SIDE - digits.rows()) / 2;
        Canvas.blank(out, outOffset);
        for (int r = Math.max(0, -down); r < Math.min(SIDE, SIDE - down); r++) {
            for (int c = Math.max(0, -right); c < Math.min(SIDE, SIDE - right); c++) {
                out[outOffset + (r + down) * SIDE + c + right] = (byte) canvas.at(r, c);
            }
        }
    }
}

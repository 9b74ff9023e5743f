package org.lie4j.eval.data;

import java.util.random.RandomGenerator;

/**
 * Test images after the published description of affNIST: the 28×28 digit with a border of 6 pixels, then one random
 * affine map about the centre, bilinear, rounded to bytes.
 *
 * <p>Rotation is uniform on ±20°, shear on ±0.2, the horizontal and the vertical expansion independently on 0.8 to 1.2;
 * the translation is uniform among those that keep the ink inside, the blur of bilinear sampling included. Where the map
 * leaves no such translation along an axis (no digit of MNIST is that large) the ink is centred along it. The original
 * generator was never published, nor the order of its factors; {@link AffineDraw} says which is taken here. So images
 * made here are "affNIST recipe", not affNIST.
 *
 * <p>Source: T. Tieleman, the affNIST data set, University of Toronto, 2013.
 */
public final class AffnistRecipe implements Recipe {
    private static final long serialVersionUID = 1L;

    /** Largest rotation either way, in radians (20°). */
    public static final double MAX_ROTATION = StrictMath.toRadians(20);

    /** Largest shear either way. */
    public static final double MAX_SHEAR = 0.2;

    /** Smallest expansion along an axis. */
    public static final double MIN_SCALE = 0.8;

    /** Largest expansion along an axis. */
    public static final double MAX_SCALE = 1.2;

    private static final long PURPOSE = 0x61666646L;

    /** Which family of images. */
    private final long seed;

    /**
     * Creates the recipe.
     *
     * @param seed which family of images; every seed gives another
     */
    public AffnistRecipe(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "affNIST recipe";
    }

    /**
     * The map that {@link #render} applies to one digit for one copy.
     *
     * @param digits images of at most 40×40 pixels
     * @param image which digit, from 0
     * @param copy which of its copies, from 0
     * @return the map
     * @throws IllegalArgumentException if the digits have another size
     * @throws IndexOutOfBoundsException if there is no such digit
     */
    public AffineDraw draw(ImageSet digits, int image, int copy) {
        return draw(Canvas.of(digits, image), image, copy);
    }

    @Override
    public void render(ImageSet digits, int image, int copy, byte[] out, int outOffset) {
        Canvas canvas = Canvas.of(digits, image);
        warp(canvas, draw(canvas, image, copy), out, outOffset);
    }

    /**
     * Applies a given map to one digit.
     *
     * @param digits images of at most 40×40 pixels
     * @param image which digit, from 0
     * @param map what to apply; any, also one that this recipe would not draw
     * @param out receives {@code [40, 40]} unsigned bytes; modified
     * @param outOffset where in {@code out} they begin
     * @throws IllegalArgumentException if the digits have another size or the map cannot be inverted
     * @throws IndexOutOfBoundsException if there is no such digit or no room in {@code out}
     */
    public static void apply(ImageSet digits, int image, AffineDraw map, byte[] out, int outOffset) {
        warp(Canvas.of(digits, image), map, out, outOffset);
    }

    private AffineDraw draw(Canvas canvas, int image, int copy) {
        RandomGenerator random = Streams.of(PURPOSE, seed, image, copy);
        double rotation = uniform(random, -MAX_ROTATION, MAX_ROTATION);
        double shear = uniform(random, -MAX_SHEAR, MAX_SHEAR);
        double scaleX = uniform(random, MIN_SCALE, MAX_SCALE);
        double scaleY = uniform(random, MIN_SCALE, MAX_SCALE);
        InkBox box = InkBox.of(canvas, new AffineDraw(rotation, shear, scaleX, scaleY, 0, 0).linear());
        double right = translation(random, box.left(), box.right());
        double up = translation(random, box.bottom(), box.top());
        return new AffineDraw(rotation, shear, scaleX, scaleY, right, up);
    }

    /** Uniform on the shifts that keep [low, high] inside the open interval that the 40 pixels' sampling reaches. */
    private static double translation(RandomGenerator random, double low, double high) {
        double reach = Canvas.CENTRE + 1;
        double least = -reach - low;
        double most = reach - high;
        double unit = random.nextDouble();
        return least < most ? least + (most - least) * unit : (least + most) / 2;
    }

    private static double uniform(RandomGenerator random, double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    private static void warp(Canvas canvas, AffineDraw map, byte[] out, int outOffset) {
        double[] a = map.linear();
        double det = a[0] * a[3] - a[1] * a[2];
        if (!(Math.abs(det) > 0) || Double.isInfinite(det)) {
            throw new IllegalArgumentException("expected an invertible map, got determinant " + det);
        }
        Canvas.blank(out, outOffset);
        InkBox box = InkBox.of(canvas, a);
        double centreX = Canvas.CENTRE + map.translateX();
        double centreY = Canvas.CENTRE - map.translateY();
        int firstRow = (int) Math.max(0, Math.ceil(centreY - box.top()));
        int lastRow = (int) Math.min(Canvas.SIDE - 1, Math.floor(centreY - box.bottom()));
        int firstCol = (int) Math.max(0, Math.ceil(centreX + box.left()));
        int lastCol = (int) Math.min(Canvas.SIDE - 1, Math.floor(centreX + box.right()));
        // A⁻¹ with y downwards: source column and row move by these per target column and row.
        double colPerCol = a[3] / det;
        double colPerRow = a[1] / det;
        double rowPerCol = a[2] / det;
        double rowPerRow = a[0] / det;
        for (int r = firstRow; r <= lastRow; r++) {
            double down = r - centreY;
            for (int c = firstCol; c <= lastCol; c++) {
                double right = c - centreX;
                out[outOffset + r * Canvas.SIDE + c] = canvas.sample(
                        Canvas.CENTRE + rowPerCol * right + rowPerRow * down,
                        Canvas.CENTRE + colPerCol * right + colPerRow * down);
            }
        }
    }
}

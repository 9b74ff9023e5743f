package org.lie4j.eval.data;

import java.io.Serializable;

/**
 * A seeded way to turn digits into 40×40 test images. The image made from digit {@code i} as its copy {@code j} depends
 * on the recipe's seed, on i, on j and on that digit's pixels alone: not on order, batch size or thread. Implementations
 * are immutable, safe for concurrent use, and can go to another process.
 */
public interface Recipe extends Serializable {
    /** Height and width of the images made, in pixels. */
    int SIDE = 40;

    /**
     * What tables call images made this way.
     *
     * @return a short name
     */
    String name();

    /**
     * Makes one image.
     *
     * @param digits images of at most 40×40 pixels, which get a border that centres them; of 6 for 28×28
     * @param image which digit, from 0
     * @param copy which of its copies, from 0
     * @param out receives {@code [40, 40]} unsigned bytes; modified
     * @param outOffset where in {@code out} they begin
     * @throws IllegalArgumentException if the digits are larger
     * @throws IndexOutOfBoundsException if there is no such digit or no room in {@code out}
     */
    void render(ImageSet digits, int image, int copy, byte[] out, int outOffset);
}

package org.lie4j.eval.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * One digit centred on 40×40 pixels of paper, with a margin of two more pixels of paper around it so that bilinear
 * sampling needs no case for the edge. Mutable scratch space for the rendering of one image.
 */
final class Canvas {
    static final int SIDE = Recipe.SIDE;

    /** The centre of the pixel grid, in pixel indices. */
    static final double CENTRE = (SIDE - 1) / 2.0;

    private static final int MARGIN = 2;
    private static final int STRIDE = SIDE + 2 * MARGIN;

    private final int[] ink = new int[STRIDE * STRIDE];

    /** The digit in the middle of its canvas, a pixel up or left of it where it cannot be halved; 28×28 gets a border of 6 on every side. */
    static Canvas of(ImageSet digits, int image) {
        requireSize(digits);
        Objects.checkIndex(image, digits.count());
        Canvas canvas = new Canvas();
        int rows = digits.rows();
        int cols = digits.cols();
        byte[] pixels = new byte[rows * cols];
        digits.copyTo(image, 1, pixels, 0);
        int above = MARGIN + (SIDE - rows) / 2;
        int left = MARGIN + (SIDE - cols) / 2;
        for (int r = 0; r < rows; r++) {
            int to = (r + above) * STRIDE + left;
            for (int c = 0; c < cols; c++) {
                canvas.ink[to + c] = pixels[r * cols + c] & 0xff;
            }
        }
        return canvas;
    }

    static boolean fits(int rows, int cols) {
        return rows <= SIDE && cols <= SIDE;
    }

    static void requireSize(ImageSet digits) {
        if (!fits(digits.rows(), digits.cols())) {
            throw new IllegalArgumentException(
                    "expected images of at most 40×40 pixels, got " + digits.rows() + "×" + digits.cols());
        }
    }

    int at(int row, int col) {
        return ink[(row + MARGIN) * STRIDE + col + MARGIN];
    }

    /** The column of the first pixel of a row that is not paper, or {@code SIDE} if the row is blank. */
    int firstInk(int row) {
        int col = 0;
        while (col < SIDE && at(row, col) == 0) {
            col++;
        }
        return col;
    }

    /** The column of the last pixel of a row that is not paper, or -1 if the row is blank. */
    int lastInk(int row) {
        int col = SIDE - 1;
        while (col >= 0 && at(row, col) == 0) {
            col--;
        }
        return col;
    }

    /** Bilinear value at a position in pixel indices, rounded to the nearest of 0 to 255; paper beyond the edge. */
    byte sample(double row, double col) {
        if (!(row > -1 && row < SIDE && col > -1 && col < SIDE)) {
            return 0;
        }
        double shiftedRow = row + MARGIN;
        double shiftedCol = col + MARGIN;
        int r = (int) shiftedRow;
        int c = (int) shiftedCol;
        double fr = shiftedRow - r;
        double fc = shiftedCol - c;
        int at = r * STRIDE + c;
        double top = ink[at] + fc * (ink[at + 1] - ink[at]);
        double bottom = ink[at + STRIDE] + fc * (ink[at + STRIDE + 1] - ink[at + STRIDE]);
        return (byte) (int) (top + fr * (bottom - top) + 0.5);
    }

    /** Copies the canvas as it is. */
    void copyTo(byte[] out, int outOffset) {
        Objects.checkFromIndexSize(outOffset, SIDE * SIDE, out.length);
        for (int r = 0; r < SIDE; r++) {
            for (int c = 0; c < SIDE; c++) {
                out[outOffset + r * SIDE + c] = (byte) at(r, c);
            }
        }
    }

    static void blank(byte[] out, int outOffset) {
        Arrays.fill(out, outOffset, outOffset + SIDE * SIDE, (byte) 0);
    }
}

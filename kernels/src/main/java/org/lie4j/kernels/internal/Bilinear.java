package org.lie4j.kernels.internal;

/** Bilinear interpolation in an image {@code [height, width]} at a movable point, zero outside; and its transpose. */
public final class Bilinear {
    private final int height;
    private final int width;
    private int row;
    private int column;
    private double fx;
    private double fy;
    private boolean inside;

    /**
     * Creates the sampler.
     *
     * @param height rows
     * @param width columns
     */
    public Bilinear(int height, int width) {
        this.height = height;
        this.width = width;
    }

    /**
     * Moves to a point.
     *
     * @param x column
     * @param y row
     */
    public void moveTo(double x, double y) {
        inside = x > -1 && x < width && y > -1 && y < height;
        if (inside) {
            column = (int) Math.floor(x);
            row = (int) Math.floor(y);
            fx = x - column;
            fy = y - row;
        }
    }

    /**
     * The value at the point.
     *
     * @param image the values
     * @param offset where the image starts
     * @return the interpolated value
     */
    public double gather(double[] image, int offset) {
        if (!inside) {
            return 0;
        }
        double top = (1 - fx) * at(image, offset, row, column) + fx * at(image, offset, row, column + 1);
        double bottom = (1 - fx) * at(image, offset, row + 1, column) + fx * at(image, offset, row + 1, column + 1);
        return (1 - fy) * top + fy * bottom;
    }

    /**
     * Adds to each pixel the value times the pixel's weight.
     *
     * @param value what to add
     * @param image modified
     * @param offset where the image starts
     */
    public void scatter(double value, double[] image, int offset) {
        if (inside) {
            add(image, offset, row, column, (1 - fy) * (1 - fx) * value);
            add(image, offset, row, column + 1, (1 - fy) * fx * value);
            add(image, offset, row + 1, column, fy * (1 - fx) * value);
            add(image, offset, row + 1, column + 1, fy * fx * value);
        }
    }

    private boolean contains(int r, int c) {
        return r >= 0 && r < height && c >= 0 && c < width;
    }

    private double at(double[] image, int offset, int r, int c) {
        return contains(r, c) ? image[offset + r * width + c] : 0;
    }

    private void add(double[] image, int offset, int r, int c, double value) {
        if (contains(r, c)) {
            image[offset + r * width + c] += value;
        }
    }
}

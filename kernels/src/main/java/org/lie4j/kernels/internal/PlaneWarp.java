package org.lie4j.kernels.internal;

import java.util.stream.IntStream;
import org.lie4j.groups.internal.SmallMatrices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear map about the centre of images and feature maps of one size, with bilinear interpolation; zero outside. Where each pixel comes from is worked
 * out once, and serves all maps.
 */
public final class PlaneWarp {
    private static final int CORNERS = 4;

    private final int pixels;

    /** {@code [pixels, 4]}: the corners around each pixel's source, any index where the weight is 0. */
    private final int[] sources;

    /** {@code [pixels, 4]}. */
    private final double[] weights;

    /** Whether the source of each pixel is inside of the map. */
    private final boolean[] covered;

    private PlaneWarp(double[] g, int height, int width) {
        pixels = height * width;
        sources = new int[CORNERS * pixels];
        weights = new double[CORNERS * pixels];
        covered = new boolean[pixels];
        double[] inverse = new double[4];
        SmallMatrices.invert(2, g, 0, inverse, 0);
        double cx = 0.5 * (width - 1);
        double cy = 0.5 * (height - 1);
        for (int p = 0; p < pixels; p++) {
            double x = p % width - cx;
            double y = p / width - cy;
            double sx = inverse[0] * x + inverse[1] * y + cx;
            double sy = inverse[2] * x + inverse[3] * y + cy;
            covered[p] = sx >= 0 && sx <= width - 1 && sy >= 0 && sy <= height - 1;
            int left = (int) Math.floor(sx);
            int top = (int) Math.floor(sy);
            for (int corner = 0; corner < CORNERS; corner++) {
                int column = left + corner % 2;
                int row = top + corner / 2;
                if (row >= 0 && row < height && column >= 0 && column < width) {
                    sources[CORNERS * p + corner] = row * width + column;
                    weights[CORNERS * p + corner] = (1 - Math.abs(sx - column)) * (1 - Math.abs(sy - row));
                }
            }
        }
    }

    /**
     * The map for images of one size.
     *
     * @param g regular matrix {@code [2, 2]} on (x, y) = (column, row)
     * @param height rows
     * @param width columns
     * @return the map
     */
    public static PlaneWarp about(double[] g, long height, long width) {
        return new PlaneWarp(g, Math.toIntExact(height), Math.toIntExact(width));
    }

    /**
     * g·f, (g·f)(x) = f(g⁻¹x), for all images and channels.
     *
     * @param images {@code [batch, channels, height, width]}, not modified
     * @return new array of the same shape
     */
    public INDArray apply(INDArray images) {
        INDArray in = images.dup('c');
        INDArray out = in.ulike();
        NativeReals from = NativeReals.of(in);
        NativeReals to = NativeReals.of(out);
        double[] map = new double[pixels];
        double[] warped = new double[pixels];
        for (int at = 0; at < in.length(); at += pixels) {
            from.get(at, map);
            apply(map, warped);
            to.set(at, warped);
        }
        return out;
    }

    private void apply(double[] map, double[] warped) {
        for (int p = 0; p < pixels; p++) {
            double value = 0;
            for (int k = CORNERS * p; k < CORNERS * (p + 1); k++) {
                value += weights[k] * map[sources[k]];
            }
            warped[p] = value;
        }
    }

    /**
     * ‖actual - g·expected‖ / ‖g·expected‖ of each example, over the pixels whose source under g is inside of the map.
     *
     * @param expected activations of the images themselves {@code [batch, channels, height, width]}, c-order, not modified
     * @param actual activations of the moved images, same shape, c-order, not modified
     * @return {@code [batch]}; 0 where both are 0
     */
    public double[] relativeErrors(INDArray expected, INDArray actual) {
        return errors(expected, actual, pixels, this);
    }

    /**
     * ‖actual - expected‖ / ‖expected‖ of each example.
     *
     * @param expected what is expected {@code [batch, …]}, c-order, not modified
     * @param actual what there is, same shape, c-order, not modified
     * @return {@code [batch]}; 0 where both are 0
     */
    public static double[] unmovedErrors(INDArray expected, INDArray actual) {
        return errors(expected, actual, Math.toIntExact(expected.length() / expected.size(0)), null);
    }

    private static double[] errors(INDArray expected, INDArray actual, int mapLength, PlaneWarp warp) {
        int batch = (int) expected.size(0);
        int length = (int) (expected.length() / batch);
        NativeReals still = NativeReals.of(expected);
        NativeReals moved = NativeReals.of(actual);
        double[] errors = new double[batch];
        IntStream.range(0, batch).parallel().forEach(example -> {
            double[] map = new double[mapLength];
            double[] want = warp == null ? map : new double[mapLength];
            double[] have = new double[mapLength];
            double difference = 0;
            double size = 0;
            for (int at = example * length; at < (example + 1) * length; at += mapLength) {
                still.get(at, map);
                moved.get(at, have);
                if (warp != null) {
                    warp.apply(map, want);
                }
                for (int i = 0; i < mapLength; i++) {
                    if (warp == null || warp.covered[i]) {
                        difference += (have[i] - want[i]) * (have[i] - want[i]);
                        size += want[i] * want[i];
                    }
                }
            }
            errors[example] = difference == 0 ? 0 : Math.sqrt(difference / size);
        });
        return errors;
    }
}

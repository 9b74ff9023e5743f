package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lie4j.groups.internal.SmallMatrices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear map about the centre of images or volumes, or feature maps, of one size, with multilinear interpolation; zero outside. Where each pixel comes
 * from is worked out once, and serves all maps.
 */
public final class GridWarp {
    private final int pixels;
    private final int corners;

    /** {@code [pixels, corners]}: the corners around each pixel's source, any index where the weight is 0. */
    private final int[] sources;

    /** {@code [pixels, corners]}. */
    private final double[] weights;

    /** Whether the source of each pixel is inside of the map. */
    private final boolean[] covered;

    private GridWarp(double[] g, int[] extents) {
        int n = extents.length;
        Multilinear sampler = new Multilinear(extents);
        pixels = Arrays.stream(extents).reduce(1, Math::multiplyExact);
        corners = sampler.corners();
        sources = new int[corners * pixels];
        weights = new double[corners * pixels];
        covered = new boolean[pixels];
        double[] inverse = new double[n * n];
        SmallMatrices.invert(n, g, 0, inverse, 0);
        double[] offset = new double[n];
        double[] source = new double[n];
        for (int p = 0; p < pixels; p++) {
            for (int axis = 0, rest = p; axis < n; axis++) {
                int extent = extents[n - 1 - axis];
                offset[axis] = rest % extent - 0.5 * (extent - 1);
                rest /= extent;
            }
            covered[p] = true;
            for (int axis = 0; axis < n; axis++) {
                double last = extents[n - 1 - axis] - 1;
                double sum = 0.5 * last;
                for (int k = 0; k < n; k++) {
                    sum += inverse[axis * n + k] * offset[k];
                }
                source[axis] = sum;
                covered[p] &= sum >= 0 && sum <= last;
            }
            sampler.moveTo(source);
            sampler.copyTo(sources, weights, corners * p);
        }
    }

    /**
     * The map for the images or volumes of an array.
     *
     * @param g regular matrix {@code [n, n]} on (x, y) = (column, row), or (x, y, z) = (column, row, slice)
     * @param array {@code [batch, channels, height, width]} or {@code [batch, channels, depth, height, width]}
     * @return the map
     */
    public static GridWarp about(double[] g, INDArray array) {
        return new GridWarp(
                g,
                Arrays.stream(array.shape()).skip(2).mapToInt(Math::toIntExact).toArray());
    }

    /**
     * g·f, (g·f)(x) = f(g⁻¹x), for all images and channels.
     *
     * @param images or volumes, of the shape that the map was made for, not modified
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
            for (int k = corners * p; k < corners * (p + 1); k++) {
                value += weights[k] * map[sources[k]];
            }
            warped[p] = value;
        }
    }

    /**
     * ‖actual - g·expected‖ / ‖g·expected‖ of each example, over the pixels whose source under g is inside of the map.
     *
     * @param expected activations of the images themselves, c-order, not modified
     * @param actual activations of the moved images, same shape, c-order, not modified
     * @return {@code [batch]}; 0 where nothing differs, +∞ where what is expected is 0 and something differs, NaN where the difference is not finite
     */
    public double[] relativeErrors(INDArray expected, INDArray actual) {
        return errors(expected, actual, pixels, this);
    }

    /**
     * ‖actual - expected‖ / ‖expected‖ of each example.
     *
     * @param expected what is expected {@code [batch, …]}, c-order, not modified
     * @param actual what there is, same shape, c-order, not modified
     * @return {@code [batch]}; 0 where nothing differs, +∞ where what is expected is 0 and something differs, NaN where the difference is not finite
     */
    public static double[] unmovedErrors(INDArray expected, INDArray actual) {
        return errors(expected, actual, Math.toIntExact(expected.length() / expected.size(0)), null);
    }

    private static double[] errors(INDArray expected, INDArray actual, int mapLength, GridWarp warp) {
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
            // A sum that overflows must not pass for a reference of 0.
            double ratio = difference < Double.POSITIVE_INFINITY ? difference / size : Double.NaN;
            errors[example] = difference == 0 ? 0 : Math.sqrt(ratio);
        });
        return errors;
    }
}

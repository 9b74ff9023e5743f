package org.lie4j.kernels.internal;

import org.lie4j.groups.internal.SmallMatrices;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Images and feature maps under linear maps about their centre, with bilinear interpolation; zero outside. */
public final class PlaneWarp {
    private PlaneWarp() {}

    /**
     * g·f, (g·f)(x) = f(g⁻¹x), for all images and channels.
     *
     * @param images {@code [batch, channels, height, width]}, not modified
     * @param g regular matrix {@code [2, 2]} on (x, y) = (column, row)
     * @return new array of the same shape
     */
    public static INDArray about(INDArray images, double[] g) {
        INDArray in = images.dup('c');
        INDArray out = in.ulike();
        int height = (int) in.size(2);
        int width = (int) in.size(3);
        int maps = (int) (in.size(0) * in.size(1));
        NativeReals from = NativeReals.of(in);
        NativeReals to = NativeReals.of(out);
        double[] inverse = inverse(g);
        for (int m = 0; m < maps; m++) {
            int at = m * height * width;
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    double x = column - 0.5 * (width - 1);
                    double y = row - 0.5 * (height - 1);
                    double sx = inverse[0] * x + inverse[1] * y + 0.5 * (width - 1);
                    double sy = inverse[2] * x + inverse[3] * y + 0.5 * (height - 1);
                    to.set(at + row * width + column, bilinear(from, at, height, width, sx, sy));
                }
            }
        }
        return out;
    }

    private static double[] inverse(double[] g) {
        double[] inverse = new double[4];
        SmallMatrices.invert(2, g, 0, inverse, 0);
        return inverse;
    }

    private static double bilinear(NativeReals map, int at, int height, int width, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double fx = x - left;
        double fy = y - top;
        double upper =
                (1 - fx) * value(map, at, height, width, top, left) + fx * value(map, at, height, width, top, left + 1);
        double lower = (1 - fx) * value(map, at, height, width, top + 1, left)
                + fx * value(map, at, height, width, top + 1, left + 1);
        return (1 - fy) * upper + fy * lower;
    }

    private static double value(NativeReals map, int at, int height, int width, int row, int column) {
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside ? map.get(at + row * width + column) : 0;
    }

    /**
     * ‖actual - g·expected‖ / ‖g·expected‖ of one example, over the pixels whose source under g is inside of the map.
     *
     * @param expected activations of the image itself, c-order
     * @param actual activations of the moved image, same shape
     * @param example which example
     * @param g regular matrix {@code [2, 2]}; null to compare as it is
     * @return the relative error; 0 if both are 0
     */
    public static double relativeError(INDArray expected, INDArray actual, int example, double[] g) {
        int length = (int) (expected.length() / expected.size(0));
        NativeReals a = NativeReals.of(expected.dup('c'));
        NativeReals b = NativeReals.of(actual.dup('c'));
        int at = example * length;
        double difference = 0;
        double size = 0;
        if (g == null) {
            for (int i = at; i < at + length; i++) {
                double d = b.get(i) - a.get(i);
                difference += d * d;
                size += a.get(i) * a.get(i);
            }
            return ratio(difference, size);
        }
        int height = (int) expected.size(2);
        int width = (int) expected.size(3);
        double[] inverse = inverse(g);
        for (int m = at; m < at + length; m += height * width) {
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    double x = column - 0.5 * (width - 1);
                    double y = row - 0.5 * (height - 1);
                    double sx = inverse[0] * x + inverse[1] * y + 0.5 * (width - 1);
                    double sy = inverse[2] * x + inverse[3] * y + 0.5 * (height - 1);
                    if (sx >= 0 && sx <= width - 1 && sy >= 0 && sy <= height - 1) {
                        double want = bilinear(a, m, height, width, sx, sy);
                        double d = b.get(m + row * width + column) - want;
                        difference += d * d;
                        size += want * want;
                    }
                }
            }
        }
        return ratio(difference, size);
    }

    private static double ratio(double difference, double size) {
        return difference == 0 ? 0 : Math.sqrt(difference / size);
    }
}

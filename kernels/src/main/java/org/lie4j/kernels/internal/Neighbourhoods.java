package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.kernels.KernelMask;

/**
 * The nearest points of every point in the distance of every group element, ‖h⁻¹(y - x)‖, with the kernel coordinates h⁻¹(y - x) / r and the
 * window's weights, which add up to 1.
 */
final class Neighbourhoods {
    private final int n;
    private final int size;

    /** {@code [points, elements, size]}. */
    private final int[] points;

    /** {@code [points, elements, size, n]}. */
    private final double[] offsets;

    /** {@code [points, elements, size]}. */
    private final double[] weights;

    private Neighbourhoods(int n, int size, int places) {
        this.n = n;
        this.size = size;
        points = new int[places * size];
        offsets = new double[places * size * n];
        weights = new double[places * size];
    }

    /**
     * Finds them by comparing all pairs.
     *
     * @param n dimension
     * @param cloud coordinates {@code [n, count]}
     * @param elements group elements {@code [elements, n, n]}
     * @param neighbours how many a neighbourhood has at most
     * @param radius where the window ends
     * @param mask the window
     */
    static Neighbourhoods of(int n, double[] cloud, double[] elements, int neighbours, double radius, KernelMask mask) {
        int count = cloud.length / n;
        int size = Math.min(neighbours, count);
        int turns = elements.length / (n * n);
        Neighbourhoods found = new Neighbourhoods(n, size, count * turns);
        IntStream.range(0, turns).parallel().forEach(a -> found.search(cloud, elements, a, turns, radius, mask));
        return found;
    }

    private void search(double[] cloud, double[] elements, int a, int turns, double radius, KernelMask mask) {
        int count = cloud.length / n;
        double[] inverse = new double[n * n];
        SmallMatrices.invert(n, elements, a * n * n, inverse, 0);
        // The cloud as the element sees it: distances are Euclidean there.
        double[] seen = new double[cloud.length];
        for (int k = 0; k < n; k++) {
            for (int l = 0; l < n; l++) {
                double factor = inverse[k * n + l] / radius;
                for (int j = 0; j < count; j++) {
                    seen[k * count + j] += factor * cloud[l * count + j];
                }
            }
        }
        double[] squares = new double[count];
        double[] sorted = new double[count];
        for (int i = 0; i < count; i++) {
            Arrays.fill(squares, 0);
            for (int k = 0; k < n; k++) {
                double x = seen[k * count + i];
                for (int j = 0; j < count; j++) {
                    double d = seen[k * count + j] - x;
                    squares[j] += d * d;
                }
            }
            System.arraycopy(squares, 0, sorted, 0, count);
            double last = smallest(sorted, size);
            fill(seen, squares, last, i, (i * turns + a) * size, mask);
        }
    }

    /** The k-th smallest value, by quickselect; the array is reordered. */
    private static double smallest(double[] values, int k) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            double pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swap = values[i];
                    values[i++] = values[j];
                    values[j--] = swap;
                }
            }
            if (k - 1 <= j) {
                high = j;
            } else if (k - 1 >= i) {
                low = i;
            } else {
                return values[k - 1];
            }
        }
        return values[k - 1];
    }

    private void fill(double[] seen, double[] squares, double last, int i, int at, KernelMask mask) {
        int count = squares.length;
        int filled = 0;
        double sum = 0;
        for (int pass = 0; pass < 2; pass++) {
            // First what is nearer than the last one, then those at its very distance, as far as there is room.
            for (int j = 0; j < count && filled < size; j++) {
                if (pass == 0 ? squares[j] < last : squares[j] == last) {
                    points[at + filled] = j;
                    for (int k = 0; k < n; k++) {
                        offsets[(at + filled) * n + k] = seen[k * count + j] - seen[k * count + i];
                    }
                    double weight = mask.at(Math.sqrt(squares[j]));
                    weights[at + filled] = weight;
                    sum += weight;
                    filled++;
                }
            }
        }
        for (int s = 0; s < size; s++) {
            weights[at + s] /= sum;
        }
    }

    /** Neighbours of each point at each element. */
    int size() {
        return size;
    }

    int point(int i) {
        return points[i];
    }

    double offset(int i, int k) {
        return offsets[i * n + k];
    }

    double weight(int i) {
        return weights[i];
    }
}

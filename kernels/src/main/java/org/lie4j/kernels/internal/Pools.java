package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Maxima or means over pools that do not overlap, and their gradients, in Java: the backend's ops take several times as long. The gradient of a maximum goes to the first
 * of equal ones.
 *
 * <p>What is pooled are maps of depth × height × width elements, one after the other; the depth of images is 1. A band is what a row of pools covers, pool depth ×
 * pool height lines of the map. What is left over at the far ends is in no pool.
 */
final class Pools {
    private final long[] view;
    private final int maps;
    private final int[] size = {1, 1, 1};
    private final int[] pool = {1, 1, 1};
    private final int[] pooled = new int[3];

    private final boolean maximum;

    /** For each maximum, its place in its band less that of its pool. */
    private final int[] places;

    private final Scratch[] portions;

    /** A band and what its pools become, for one thread at a time. */
    private final class Scratch {
        final float[] band = new float[pool[0] * pool[1] * size[2]];
        final float[] out = new float[pooled[2]];
        final double[] sums = new double[pooled[2]];
    }

    /**
     * Creates the pools.
     *
     * @param view {@code [batch, channels, (depth,) height, width]}
     * @param pool extents of a pool, in the order of the view's last axes
     * @param maximum whether a pool becomes its maximum, or its mean
     */
    Pools(long[] view, int[] pool, boolean maximum) {
        this.view = view.clone();
        this.maximum = maximum;
        this.maps = (int) (view[0] * view[1]);
        for (int d = 0; d < pool.length; d++) {
            size[3 - pool.length + d] = (int) view[2 + d];
            this.pool[3 - pool.length + d] = pool[d];
        }
        for (int d = 0; d < 3; d++) {
            pooled[d] = size[d] / this.pool[d];
        }
        places = new int[maximum ? maps * pooled[0] * pooled[1] * pooled[2] : 0];
        portions = new Scratch[(int) view[0]];
        Arrays.setAll(portions, p -> new Scratch());
    }

    boolean fits(long[] shape) {
        return Arrays.equals(view, shape);
    }

    /** out ← what the pools become; the places of maxima are kept for {@link #backward}. */
    void forward(NativeReals x, NativeReals out) {
        forEachMap((map, scratch) -> {
            for (int row = 0; row < pooled[0] * pooled[1]; row++) {
                int to = (map * pooled[0] * pooled[1] + row) * pooled[2];
                if (x.isSingle()) {
                    move(map, row, scratch.band, x, true);
                    if (maximum && scratch.band.length == 2 * size[2] && pool[2] == 2) {
                        maximaOfFour(scratch.band, scratch.out, to);
                    } else if (maximum) {
                        maxima(scratch.band, scratch.out, to);
                    } else {
                        means(scratch.band, scratch.sums, scratch.out);
                    }
                    out.set(to, scratch.out, 0, pooled[2]);
                } else {
                    ofDoubles(x, map, row, to, out);
                }
            }
        });
    }

    private void means(float[] band, double[] sums, float[] out) {
        int wide = pool[2];
        Arrays.fill(sums, 0);
        for (int line = 0; line < band.length; line += size[2]) {
            for (int j = 0; j < sums.length; j++) {
                double sum = 0;
                for (int i = line + j * wide; i < line + (j + 1) * wide; i++) {
                    sum += band[i];
                }
                sums[j] += sum;
            }
        }
        for (int j = 0; j < sums.length; j++) {
            out[j] = (float) (sums[j] / extent());
        }
    }

    private int extent() {
        return pool[0] * pool[1] * pool[2];
    }

    /** Without branches, which nobody could predict; what is not a number is the maximum, so that it is not lost. */
    private void maxima(float[] band, float[] best, int to) {
        int wide = pool[2];
        int lines = band.length / size[2];
        for (int j = 0; j < best.length; j++) {
            int corner = j * wide;
            float most = band[corner];
            for (int line = 0; line < lines; line++) {
                for (int i = 0; i < wide; i++) {
                    most = Math.max(most, band[corner + line * size[2] + i]);
                }
            }
            int place = 0;
            for (int line = lines - 1; line >= 0; line--) {
                for (int i = wide - 1; i >= 0; i--) {
                    place = band[corner + line * size[2] + i] == most ? line * size[2] + i : place;
                }
            }
            best[j] = most;
            places[to + j] = place;
        }
    }

    /** The same for pools of 2 × 2, the usual ones. */
    private void maximaOfFour(float[] band, float[] best, int to) {
        int below = size[2];
        for (int j = 0; j < best.length; j++) {
            float a = band[2 * j];
            float b = band[2 * j + 1];
            float c = band[below + 2 * j];
            float d = band[below + 2 * j + 1];
            float most = Math.max(Math.max(a, b), Math.max(c, d));
            int place = below + 1;
            place = c == most ? below : place;
            place = b == most ? 1 : place;
            place = a == most ? 0 : place;
            best[j] = most;
            places[to + j] = place;
        }
    }

    private void ofDoubles(NativeReals x, int map, int row, int to, NativeReals out) {
        for (int j = 0; j < pooled[2]; j++) {
            double best = x.get(at(map, row, j * pool[2]));
            int place = 0;
            double sum = 0;
            for (int line = 0; line < pool[0] * pool[1]; line++) {
                for (int i = line * size[2]; i < line * size[2] + pool[2]; i++) {
                    double v = x.get(at(map, row, i + j * pool[2]));
                    sum += v;
                    if (!(v <= best)) {
                        best = v;
                        place = i;
                    }
                }
            }
            if (maximum) {
                places[to + j] = place;
            }
            out.set(to + j, maximum ? best : sum / extent());
        }
    }

    /** below ← the gradient of what was pooled last. */
    void backward(NativeReals delta, NativeReals below) {
        int volume = size[0] * size[1] * size[2];
        boolean whole = size[0] == pool[0] * pooled[0] && size[1] == pool[1] * pooled[1];
        forEachMap((map, scratch) -> {
            if (!whole || !delta.isSingle()) {
                for (int i = map * volume; i < (map + 1) * volume; i++) {
                    below.set(i, 0);
                }
            }
            for (int row = 0; row < pooled[0] * pooled[1]; row++) {
                int from = (map * pooled[0] * pooled[1] + row) * pooled[2];
                if (delta.isSingle()) {
                    delta.get(from, scratch.out, 0, pooled[2]);
                    spread(scratch, from);
                    move(map, row, scratch.band, below, false);
                } else {
                    spreadDoubles(delta, map, row, from, below);
                }
            }
        });
    }

    private void spread(Scratch scratch, int from) {
        float[] band = scratch.band;
        int wide = pool[2];
        // Of the columns in no pool, too.
        Arrays.fill(band, 0);
        if (maximum) {
            for (int j = 0; j < pooled[2]; j++) {
                band[places[from + j] + j * wide] = scratch.out[j];
            }
            return;
        }
        float share = 1f / extent();
        for (int line = 0; line < band.length; line += size[2]) {
            for (int j = 0; j < pooled[2]; j++) {
                Arrays.fill(band, line + j * wide, line + (j + 1) * wide, share * scratch.out[j]);
            }
        }
    }

    private void spreadDoubles(NativeReals delta, int map, int row, int from, NativeReals below) {
        for (int j = 0; j < pooled[2]; j++) {
            double d = delta.get(from + j);
            if (maximum) {
                below.set(at(map, row, places[from + j] + j * pool[2]), d);
                continue;
            }
            for (int line = 0; line < pool[0] * pool[1]; line++) {
                for (int i = line * size[2]; i < line * size[2] + pool[2]; i++) {
                    below.set(at(map, row, i + j * pool[2]), d / extent());
                }
            }
        }
    }

    /** Copies a band from or to its planes. */
    private void move(int map, int row, float[] band, NativeReals array, boolean from) {
        int ofPlane = pool[1] * size[2];
        for (int d = 0; d < pool[0]; d++) {
            int at = at(map, row, d * ofPlane);
            if (from) {
                array.get(at, band, d * ofPlane, ofPlane);
            } else {
                array.set(at, band, d * ofPlane, ofPlane);
            }
        }
    }

    /** Where the element at a place of a band is. */
    private int at(int map, int row, int place) {
        int ofPlane = pool[1] * size[2];
        int plane = map * size[0] + row / pooled[1] * pool[0] + place / ofPlane;
        return (plane * size[1] + row % pooled[1] * pool[1]) * size[2] + place % ofPlane;
    }

    @FunctionalInterface
    private interface Work {
        void at(int map, Scratch scratch);
    }

    private void forEachMap(Work work) {
        int each = maps / portions.length;
        IntStream.range(0, portions.length).parallel().forEach(p -> {
            for (int map = p * each; map < (p + 1) * each; map++) {
                work.at(map, portions[p]);
            }
        });
    }
}

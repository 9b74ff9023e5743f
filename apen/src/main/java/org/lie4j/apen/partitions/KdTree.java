package org.lie4j.apen.partitions;

/**
 * Points of a cloud, split at the median of their widest coordinate again and again (Bentley, 1975): finds the nearest points of one in
 * about logarithmic time where there are few coordinates. Immutable; each thread needs a {@link Search} of its own.
 */
public final class KdTree {
    /** Ranges of at most as many points are not split any further. */
    private static final int LEAF = 12;

    private final int dimension;

    /** Coordinates and indices in the order of the tree: a node is a range, its median is in the middle, its children are both halves. */
    private final double[] points;

    private final int[] index;

    /** The coordinate in which the range whose middle this is was split. */
    private final int[] axis;

    private KdTree(double[] points, int dimension) {
        this.dimension = dimension;
        this.points = points.clone();
        int n = points.length / dimension;
        index = new int[n];
        axis = new int[n];
        for (int i = 0; i < n; i++) {
            index[i] = i;
        }
        split(0, n);
    }

    /**
     * Sorts points into a tree, in time n log n.
     *
     * @param points {@code [n, d]}, finite; not modified
     * @param dimension d
     * @return the tree
     */
    public static KdTree of(double[] points, int dimension) {
        return new KdTree(points, dimension);
    }

    private void split(int from, int to) {
        if (to - from <= LEAF) {
            return;
        }
        int middle = (from + to) >>> 1;
        int widest = widest(from, to);
        axis[middle] = widest;
        select(from, to - 1, middle, widest);
        split(from, middle);
        split(middle + 1, to);
    }

    private int widest(int from, int to) {
        int best = 0;
        double width = -1;
        for (int c = 0; c < dimension; c++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                double x = points[i * dimension + c];
                least = Math.min(least, x);
                most = Math.max(most, x);
            }
            if (most - least > width) {
                width = most - least;
                best = c;
            }
        }
        return best;
    }

    /** Hoare's selection: moves the points so that none before a place is greater than the one there, and none after it is less. */
    private void select(int first, int last, int place, int c) {
        int from = first;
        int to = last;
        while (from < to) {
            double pivot = medianOfThree(
                    points[from * dimension + c],
                    points[((from + to) >>> 1) * dimension + c],
                    points[to * dimension + c]);
            int left = from;
            int right = to;
            while (left <= right) {
                while (points[left * dimension + c] < pivot) {
                    left++;
                }
                while (points[right * dimension + c] > pivot) {
                    right--;
                }
                if (left <= right) {
                    swap(left++, right--);
                }
            }
            if (place <= right) {
                to = right;
            } else if (place >= left) {
                from = left;
            } else {
                return;
            }
        }
    }

    private static double medianOfThree(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private void swap(int i, int j) {
        int number = index[i];
        index[i] = index[j];
        index[j] = number;
        for (int c = 0; c < dimension; c++) {
            double x = points[i * dimension + c];
            points[i * dimension + c] = points[j * dimension + c];
            points[j * dimension + c] = x;
        }
    }

    /** One thread's searches; allocates nothing once made. */
    public final class Search {
        private final int k;
        private final double[] squares;
        private final double[] at = new double[dimension];
        private int self;
        private int found;
        private int[] out;
        private int offset;

        /**
         * Makes room.
         *
         * @param k how many points to find, at least 1
         */
        public Search(int k) {
            this.k = k;
            squares = new double[k];
        }

        /**
         * Finds the nearest other points of a point: nearest first, of equally distant ones that of the lowest index.
         *
         * @param cloud {@code [n, d]}, as the tree was made of
         * @param point which one
         * @param into modified: the indices of k points, fewer where there are no more
         * @param from where they begin
         * @return how many were found
         */
        public int nearest(double[] cloud, int point, int[] into, int from) {
            System.arraycopy(cloud, point * dimension, at, 0, dimension);
            self = point;
            found = 0;
            out = into;
            offset = from;
            descend(0, index.length);
            return found;
        }

        private void descend(int from, int to) {
            if (to - from <= LEAF) {
                for (int i = from; i < to; i++) {
                    offer(i);
                }
                return;
            }
            int middle = (from + to) >>> 1;
            double beyond = at[axis[middle]] - points[middle * dimension + axis[middle]];
            boolean low = beyond <= 0;
            descend(low ? from : middle + 1, low ? middle : to);
            // Not less: a point as far as the last one may have a lower index.
            if (found < k || beyond * beyond <= squares[k - 1]) {
                offer(middle);
                descend(low ? middle + 1 : from, low ? to : middle);
            }
        }

        private void offer(int i) {
            int number = index[i];
            if (number == self) {
                return;
            }
            double square = PointArrays.squaredDistance(points, i * dimension, at, 0, dimension);
            if (found == k && !isBefore(square, number, k - 1)) {
                return;
            }
            int place = found < k ? found++ : k - 1;
            for (; place > 0 && isBefore(square, number, place - 1); place--) {
                squares[place] = squares[place - 1];
                out[offset + place] = out[offset + place - 1];
            }
            squares[place] = square;
            out[offset + place] = number;
        }

        private boolean isBefore(double square, int number, int place) {
            return square < squares[place] || (square == squares[place] && number < out[offset + place]);
        }
    }
}

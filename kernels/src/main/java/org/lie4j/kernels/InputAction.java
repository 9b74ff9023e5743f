package org.lie4j.kernels;

import java.util.Arrays;
import java.util.OptionalInt;
import org.lie4j.groups.FullLinearGroup;
import org.lie4j.groups.LieGroup;
import org.lie4j.kernels.internal.GridWarp;
import org.lie4j.kernels.internal.PointMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How maps act on a network's input and activations, and what {@link EquivarianceError} compares. */
sealed interface InputAction {
    /** Rows of a map's matrix. */
    int matrixSize();

    /** Refuses matrices that are no maps. */
    void requireMap(double[] map);

    /** The linear part of a map, which the group samples move with. */
    double[] linearPart(double[] map);

    /** The matrices of drawn elements {@code [count, matrixSize, matrixSize]}. */
    double[] matrices(LieGroup group, double[] drawn, int count);

    /** The moved input; to be closed. */
    INDArray apply(double[] map, INDArray input);

    /** The error of each example in what a step gives. */
    double[] errors(double[] map, int step, INDArray expected, INDArray actual);

    /**
     * What the input is, by its rank and by the network's layers.
     *
     * @throws IllegalArgumentException if it is neither images, volumes nor clouds for point layers
     */
    static InputAction of(MeasuredNetwork network, INDArray input) {
        if (input.rank() == 4 || input.rank() == 5) {
            return new OnGrid(network, input.rank() - 2);
        }
        OptionalInt dimension = network.pointDimension();
        if (input.rank() == 3 && dimension.isPresent() && input.size(1) >= dimension.getAsInt()) {
            return new OnPoints(network, dimension.getAsInt());
        }
        throw new IllegalArgumentException(
                "input: expected [batch, channels, height, width], [batch, channels, depth, height, width] or, with a"
                        + " PointConvolution, [batch, n + channels, points], got "
                        + Arrays.toString(input.shape())
                        + (dimension.isPresent() ? " and n = " + dimension.getAsInt() : ""));
    }

    /**
     * Linear maps about the centre of images or volumes, up to resampling.
     *
     * @param network whose activations are compared
     * @param matrixSize n, 2 for images and 3 for volumes
     */
    record OnGrid(MeasuredNetwork network, int matrixSize) implements InputAction {
        @Override
        public void requireMap(double[] map) {
            FullLinearGroup.general(matrixSize).requireMember(map, 0);
        }

        @Override
        public double[] linearPart(double[] map) {
            return map;
        }

        @Override
        public double[] matrices(LieGroup group, double[] drawn, int count) {
            if (group.matrixSize() != matrixSize) {
                throw new IllegalArgumentException(
                        "law: expected a group of " + matrixSize + "x" + matrixSize + " matrices, got " + group.name());
            }
            double[] matrices = new double[matrixSize * matrixSize * count];
            group.toMatrix(drawn, 0, matrices, 0, count);
            return matrices;
        }

        @Override
        public INDArray apply(double[] map, INDArray input) {
            return GridWarp.about(map, input).apply(input);
        }

        @Override
        public double[] errors(double[] map, int step, INDArray expected, INDArray actual) {
            return expected.rank() == matrixSize + 2 && !network.isCanonical(step)
                    ? GridWarp.about(map, expected).relativeErrors(expected, actual)
                    : GridWarp.unmovedErrors(expected, actual);
        }
    }

    /**
     * Affine maps of the points of clouds, exact but for rounding.
     *
     * @param network whose activations are compared
     * @param n dimension of the points
     */
    record OnPoints(MeasuredNetwork network, int n) implements InputAction {
        @Override
        public int matrixSize() {
            return n + 1;
        }

        @Override
        public void requireMap(double[] map) {
            for (int k = 0; k <= n; k++) {
                double entry = map[n * (n + 1) + k];
                if (!(entry == (k == n ? 1 : 0)) || !Double.isFinite(map[k * (n + 1) + n])) {
                    throw new IllegalArgumentException(
                            "elements: expected affine maps with a finite translation and (0, ..., 0, 1) as last row, got "
                                    + Arrays.toString(map));
                }
            }
            FullLinearGroup.general(n).requireMember(linearPart(map), 0);
        }

        @Override
        public double[] linearPart(double[] map) {
            double[] linear = new double[n * n];
            for (int k = 0; k < n; k++) {
                System.arraycopy(map, k * (n + 1), linear, k * n, n);
            }
            return linear;
        }

        @Override
        public double[] matrices(LieGroup group, double[] drawn, int count) {
            int size = group.matrixSize();
            if (size != n && size != n + 1) {
                throw new IllegalArgumentException("law: expected a group of linear " + n + "x" + n + " or affine "
                        + (n + 1) + "x" + (n + 1) + " matrices, got " + group.name());
            }
            double[] given = new double[size * size * count];
            group.toMatrix(drawn, 0, given, 0, count);
            if (size == n + 1) {
                return given;
            }
            double[] affine = new double[(n + 1) * (n + 1) * count];
            for (int e = 0; e < count; e++) {
                int at = e * (n + 1) * (n + 1);
                for (int k = 0; k < n; k++) {
                    System.arraycopy(given, (e * n + k) * n, affine, at + k * (n + 1), n);
                }
                affine[at + n * (n + 1) + n] = 1;
            }
            return affine;
        }

        @Override
        public INDArray apply(double[] map, INDArray input) {
            return PointMap.of(n, map).apply(input);
        }

        @Override
        public double[] errors(double[] map, int step, INDArray expected, INDArray actual) {
            // Coordinates are handed on as they are: beside the features they would but dilute the error.
            return expected.rank() == 3 && !network.isProjected(step)
                    ? GridWarp.unmovedErrors(PointMap.features(n, expected), PointMap.features(n, actual))
                    : GridWarp.unmovedErrors(expected, actual);
        }
    }
}

package org.lie4j.kernels;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.groups.internal.SmallMatrices;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A separable group convolution on volumes as its formula says it, pixel by pixel: layer 1 of a network, with kernel networks that are sine networks of one hidden layer.
 *
 * @param network holds the parameters
 * @param sampling the group elements, of input and output
 * @param kernelSize voxels along an axis
 * @param padding zeros on each side
 * @param multiplier kernels of each input channel
 */
record SeparableFormula(
        MultiLayerNetwork network, VolumeSampling sampling, int kernelSize, int padding, int multiplier) {
    private double[] elements() {
        return sampling.elements(sampling.draw(false, 0));
    }

    /** The layer's output, {@code [batch, nOut·|H|, depth, height, width]}, before its activation. */
    INDArray apply(INDArray input, long[] shape) {
        INDArray out = Nd4j.create(input.dataType(), shape);
        int count = sampling.getCount();
        int channels = (int) input.size(1) / count;
        for (int o = 0; o < shape[1] / count; o++) {
            for (int h = 0; h < count; h++) {
                for (int c = 0; c < channels; c++) {
                    for (int i = 0; i < multiplier; i++) {
                        int kernel = c * multiplier + i;
                        for (int below = 0; below < count; below++) {
                            double mixing = mixing(o * channels * multiplier + kernel, h, below);
                            add(input, c * count + below, kernel, below, mixing, out, o * count + h);
                        }
                    }
                }
            }
        }
        INDArray bias = network.getParam("1_b");
        for (int channel = 0; channel < shape[1]; channel++) {
            out.slice(channel, 1).addi(bias.getDouble(channel / count));
        }
        return out;
    }

    /** w |det h'|⁻¹ k_h(h⁻¹h') / |H'|. */
    private double mixing(int function, int h, int below) {
        double[] elements = elements();
        double[] relative = new double[9];
        SmallMatrices.multiply(3, inverse(h), 0, elements, 9 * below, relative, 0);
        KernelGroup group = sampling.getGroup();
        double[] xi = new double[group.coordinates()];
        group.toCoordinates(relative, 0, xi, 0, 1);
        double weight = sampling.weights(sampling.draw(false, 0))[below] / sampling.getCount();
        double measure = weight / Math.abs(SmallMatrices.determinant(3, elements, 9 * below));
        return measure * kernel("1_", function, xi);
    }

    private double[] inverse(int element) {
        double[] inverse = new double[9];
        SmallMatrices.invert(3, elements(), 9 * element, inverse, 0);
        return inverse;
    }

    /** Adds a map convolved with k_x(h'⁻¹u). */
    private void add(INDArray input, int from, int function, int below, double factor, INDArray out, int to) {
        int half = kernelSize / 2;
        double[] inverse = inverse(below);
        int taps = kernelSize * kernelSize * kernelSize;
        for (int tap = 0; tap < taps; tap++) {
            int[] at = {tap / (kernelSize * kernelSize), tap / kernelSize % kernelSize, tap % kernelSize};
            double[] v = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                double u = half == 0 ? 0 : (at[2 - axis] - half) / (double) half;
                for (int row = 0; row < 3; row++) {
                    v[row] += inverse[3 * row + axis] * u;
                }
            }
            double value = factor
                    * KernelMask.SMOOTH.at(Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]))
                    * kernel("1_" + SeparableGroupConvolution.PLANE, function, v);
            for (int b = 0; b < out.size(0); b++) {
                for (int z = 0; z < out.size(2); z++) {
                    for (int y = 0; y < out.size(3); y++) {
                        for (int x = 0; x < out.size(4); x++) {
                            int[] seen = {b, from, z + at[0] - padding, y + at[1] - padding, x + at[2] - padding};
                            if (isInside(input, seen)) {
                                int[] place = {b, to, z, y, x};
                                out.putScalar(place, out.getDouble(place) + value * input.getDouble(seen));
                            }
                        }
                    }
                }
            }
        }
    }

    private static boolean isInside(INDArray maps, int[] at) {
        for (int axis = 2; axis < 5; axis++) {
            if (at[axis] < 0 || at[axis] >= maps.size(axis)) {
                return false;
            }
        }
        return true;
    }

    /** Σ_j W1_j sin(ω (W0_j · p + b0_j)). */
    private double kernel(String prefix, int function, double[] point) {
        INDArray first = network.getParam(prefix + "W0");
        double sum = 0;
        for (int unit = 0; unit < first.size(0); unit++) {
            double phase = network.getParam(prefix + "b0").getDouble(unit);
            for (int k = 0; k < point.length; k++) {
                phase += first.getDouble(unit, k) * point[k];
            }
            sum += network.getParam(prefix + "W1").getDouble(function, unit) * Math.sin(3 * phase);
        }
        return sum;
    }
}

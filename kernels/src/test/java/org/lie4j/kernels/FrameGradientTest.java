package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Derivatives through a frame that turns and errs in training, with a convolution above it, at a given iteration, against central differences.
 *
 * <p>Back-propagation holds the frame fixed. A frame without threshold, cap and window is a function of mass, mean and covariance: along directions that leave these as they are, the derivative with
 * respect to the input is therefore the whole one.
 */
class FrameGradientTest {
    private static final int BATCH = 3;
    private static final double STEP = 1e-4;
    private static final double TOLERANCE = 1e-6;

    private static int side(int dimension) {
        return dimension == 2 ? 9 : 6;
    }

    private static MomentFrameLayer<?> frame(int dimension) {
        return dimension == 2
                ? training(AffineFrameLayer.of(AffineFrame.of(7, 2).withRidge(0.1)))
                : training(VolumeFrameLayer.of(VolumeFrame.of(5, 1.5).withRidge(0.1)));
    }

    private static <L extends MomentFrameLayer<L>> L training(L frame) {
        return frame.turningInTraining(0.7, 3).erringInTraining(0.1, 0.4);
    }

    private static MultiLayerNetwork network(int dimension, int iteration) {
        int side = side(dimension);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .list()
                .layer(frame(dimension))
                .layer(new Convolution.Builder()
                        .nOut(2)
                        .kernelSize(3)
                        .spatialDimensions(dimension)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(
                        dimension == 2
                                ? InputType.convolutional(side, side, 1)
                                : InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, side, side, side, 1))
                .build());
        network.init();
        network.getLayerWiseConfigurations().setIterationCount(iteration);
        // A pass without a step does not hand the number on to the layers.
        network.getLayer(0).setIterationCount(iteration);
        return network;
    }

    private static INDArray images(int dimension) {
        Nd4j.getRandom().setSeed(8);
        long[] shape = new long[dimension + 2];
        Arrays.fill(shape, side(dimension));
        shape[0] = BATCH;
        shape[1] = 1;
        return Nd4j.rand(DataType.DOUBLE, shape).addi(0.1);
    }

    /** The loss of a training step, summed over the batch. */
    private static double loss(MultiLayerNetwork network, INDArray input) {
        network.setInput(input);
        network.setLabels(Networks.labels(DataType.DOUBLE, BATCH));
        network.computeGradientAndScore();
        return network.score() * BATCH;
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 11", "3, 0", "3, 11"})
    void parametersAboveTheFrame(int dimension, int iteration) {
        MultiLayerNetwork network = network(dimension, iteration);
        INDArray images = images(dimension);
        loss(network, images);
        INDArray gradient = network.getFlattenedGradients().dup();
        INDArray params = network.params().dup();
        double largest = gradient.amaxNumber().doubleValue();
        for (int i = 0; i < params.length(); i++) {
            double[] around = new double[2];
            for (int side = 0; side < 2; side++) {
                INDArray moved = params.dup();
                moved.putScalar(i, moved.getDouble(i) + (side == 0 ? -STEP : STEP));
                network.setParams(moved);
                around[side] = loss(network, images);
            }
            assertEquals((around[1] - around[0]) / (2 * STEP), gradient.getDouble(i), TOLERANCE * largest);
        }
        network.setParams(params);
        INDArray inference = network.feedForward(images, false).get(1).dup();
        network.setInput(images);
        assertTrue(network.feedForward(true).get(1).distance2(inference) > 0.1, "nothing turns or errs");
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 11", "3, 0", "3, 11"})
    void theInputBelowTheFrame(int dimension, int iteration) {
        MultiLayerNetwork network = network(dimension, iteration);
        INDArray images = images(dimension);
        INDArray gradient = network.calculateGradients(images, Networks.labels(DataType.DOUBLE, BATCH), null, null)
                .getSecond()
                .dup();
        double largest = gradient.norm2Number().doubleValue();
        assertTrue(largest > 1e-2, "no gradient");
        SplittableRandom random = new SplittableRandom(4);
        double seen = 0;
        for (int i = 0; i < 20; i++) {
            INDArray direction = direction(dimension, random, true);
            double expected = difference(network, images, direction);
            assertEquals(expected, gradient.mul(direction).sumNumber().doubleValue(), TOLERANCE * largest);
            seen = Math.max(seen, Math.abs(expected));
        }
        assertTrue(seen > 0.01 * largest, "directions that change next to nothing: " + seen);
        // Where moments move, the frame moves too, and that is left out by design.
        INDArray direction = direction(dimension, random, false);
        double whole = difference(network, images, direction);
        double held = gradient.mul(direction).sumNumber().doubleValue();
        assertTrue(Math.abs(whole - held) > 100 * TOLERANCE * largest, whole + " and " + held);
    }

    private static double difference(MultiLayerNetwork network, INDArray images, INDArray direction) {
        double after = loss(network, images.add(direction.mul(STEP)));
        double before = loss(network, images.sub(direction.mul(STEP)));
        return (after - before) / (2 * STEP);
    }

    /** A random direction of length 1, orthogonal to the monomials in the coordinates up to degree 2 if moments are to stay as they are. */
    private static INDArray direction(int dimension, SplittableRandom random, boolean momentsStay) {
        INDArray all = images(dimension);
        int pixels = (int) all.length() / BATCH;
        double[][] monomials = momentsStay ? monomials(dimension, pixels) : new double[0][];
        for (int n = 0; n < BATCH; n++) {
            double[] one = random.doubles(pixels, -1, 1).toArray();
            makeOrthogonal(one, monomials, monomials.length);
            for (int p = 0; p < pixels; p++) {
                all.putScalar(n * pixels + p, one[p]);
            }
        }
        return all.divi(all.norm2Number());
    }

    /** 1, x, y, x², xy, y² and so on, made orthonormal. */
    private static double[][] monomials(int dimension, int pixels) {
        int side = side(dimension);
        double[][] monomials = new double[(dimension + 1) * (dimension + 2) / 2][pixels];
        double[] x = new double[dimension + 1];
        x[dimension] = 1;
        for (int p = 0; p < pixels; p++) {
            for (int k = 0, rest = p; k < dimension; k++, rest /= side) {
                x[k] = rest % side - 0.5 * (side - 1);
            }
            for (int k = 0, m = 0; k <= dimension; k++) {
                for (int l = k; l <= dimension; l++) {
                    monomials[m++][p] = x[k] * x[l];
                }
            }
        }
        for (int k = 0; k < monomials.length; k++) {
            makeOrthogonal(monomials[k], monomials, k);
        }
        return monomials;
    }

    /** Gram-Schmidt, twice for rounding, to the first ones of an orthonormal list; then length 1. */
    private static void makeOrthogonal(double[] v, double[][] orthonormal, int count) {
        for (int k = 0; k < 2 * count; k++) {
            double[] e = orthonormal[k % count];
            double dot = dot(v, e);
            for (int p = 0; p < v.length; p++) {
                v[p] -= dot * e[p];
            }
        }
        double norm = Math.sqrt(dot(v, v));
        for (int p = 0; p < v.length; p++) {
            v[p] /= norm;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            sum += a[p] * b[p];
        }
        return sum;
    }
}

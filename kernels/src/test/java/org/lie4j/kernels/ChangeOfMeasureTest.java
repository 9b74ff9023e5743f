package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Layers under maps that change areas and volumes: without the factor |det h|⁻¹ of the lifting, or |det h'|⁻¹ of the group convolution, a response would grow with the
 * map's determinant.
 *
 * <p>Both are linear here, and seen at the central pixel or voxel: it stays where it is, so that nothing is interpolated. Images and volumes are sums of Gaussians, moved by formula.
 */
class ChangeOfMeasureTest {
    private static final int KERNEL = 9;
    private static final double SMALLER = 0.7;

    @ParameterizedTest
    @EnumSource(
            value = PlanarGroup.class,
            names = {"GL2", "SIM2", "SCALE", "CO2", "GL2_FULL"})
    void planes(PlanarGroup group) {
        Sampling sampling = GroupSampling.of(group, 4)
                .withDeviation(0.05)
                .fixedFrom(3)
                .movedBy(new double[] {SMALLER, 0, 0, SMALLER});
        for (double scale : new double[] {1.15, 0.85}) {
            double angle = group.rotates() ? 0.4 : 0;
            double c = scale * Math.cos(angle);
            double s = scale * Math.sin(angle);
            require(sampling, new double[] {c, -s, s, c}, 0.02);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VolumeGroup.class,
            names = {"GL3", "SCALE"})
    void volumes(VolumeGroup group) {
        double[] smaller = {SMALLER, 0, 0, 0, SMALLER, 0, 0, 0, SMALLER};
        Sampling sampling = (group.rotates() ? VolumeSampling.spiral(group, 3) : VolumeSampling.scales(3, 1.1))
                .withDeviation(0.05)
                .movedBy(smaller);
        for (double scale : new double[] {1.15, 0.85}) {
            double angle = group.rotates() ? 0.4 : 0;
            double c = scale * Math.cos(angle);
            double s = scale * Math.sin(angle);
            require(sampling, new double[] {c, 0, -s, 0, scale, 0, s, 0, c}, 0.02);
        }
    }

    private static void require(Sampling sampling, double[] g, double tolerance) {
        MultiLayerNetwork still = network(sampling);
        MultiLayerNetwork moved = Samplings.replaced(still, s -> s.movedBy(g));
        int n = sampling.getGroup().matrixSize();
        INDArray before = blobs(n, null);
        INDArray after = blobs(n, g);
        for (int layer = 1; layer <= 2; layer++) {
            INDArray expected = centre(still.feedForward(before, false).get(layer));
            INDArray actual = centre(moved.feedForward(after, false).get(layer));
            double error = actual.sub(expected).norm2Number().doubleValue()
                    / expected.norm2Number().doubleValue();
            assertTrue(error < tolerance, sampling + ", layer " + layer + ": " + error);
        }
    }

    private static MultiLayerNetwork network(Sampling sampling) {
        int side = 2 * KERNEL - 1;
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .list()
                .layer(configured(new LiftingConvolution.Builder(), sampling))
                .layer(configured(new GroupConvolution.Builder(), sampling))
                .layer(GroupProjection.mean(sampling.getCount()).overPlane())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build());
        InputType input = sampling.getGroup().matrixSize() == 2
                ? InputType.convolutional(side, side, 1)
                : InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, side, side, side, 1);
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.setInputType(input).build());
        network.init();
        return network;
    }

    private static Layer configured(SampledConvolution.Builder<?> builder, Sampling sampling) {
        return builder.nOut(2)
                .kernelSize(KERNEL)
                .sampling(sampling)
                .network(KernelNetwork.siren(12, 2, 3))
                .activation(Activation.IDENTITY)
                .build();
    }

    /** The middle of an activation {@code [batch, channels·|H|, …]}. */
    private static INDArray centre(INDArray activation) {
        INDArray all = activation.dup('c');
        long places = all.length() / (all.size(0) * all.size(1));
        return all.reshape(all.size(0) * all.size(1), places)
                .getColumn(places / 2)
                .dup();
    }

    /** Two Gaussians near the centre for each example, moved by g. */
    private static INDArray blobs(int n, double[] g) {
        int side = 2 * KERNEL - 1;
        int batch = 3;
        int places = (int) Math.round(Math.pow(side, n));
        double[] inverse = g == null ? null : GroupDraw.inverse(n, g);
        SplittableRandom random = new SplittableRandom(1);
        double[] values = new double[batch * places];
        double[] x = new double[n];
        double[] y = new double[n];
        for (int blob = 0; blob < 2 * batch; blob++) {
            double[] middle = random.doubles(n, -3, 3).toArray();
            double width = random.nextDouble(6, 14);
            for (int place = 0; place < places; place++) {
                for (int k = 0, rest = place; k < n; k++, rest /= side) {
                    x[k] = rest % side - (side - 1) / 2.0;
                }
                double squares = 0;
                for (int k = 0; k < n; k++) {
                    y[k] = inverse == null ? x[k] : 0;
                    for (int l = 0; inverse != null && l < n; l++) {
                        y[k] += inverse[n * k + l] * x[l];
                    }
                    squares += (y[k] - middle[k]) * (y[k] - middle[k]);
                }
                values[blob / 2 * places + place] += Math.exp(-squares / width);
            }
        }
        INDArray all = Nd4j.createFromArray(values);
        return n == 2 ? all.reshape(batch, 1, side, side) : all.reshape(batch, 1, side, side, side);
    }
}

package org.lie4j.benchmarks;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.kernels.GroupConvolution;
import org.lie4j.kernels.GroupProjection;
import org.lie4j.kernels.GroupSampling;
import org.lie4j.kernels.LiftingConvolution;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.SampledConvolution;
import org.lie4j.kernels.SeparableGroupConvolution;
import org.lie4j.kernels.models.PlainCnn;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Median times of training steps, for {@code pytorch/run.sh} to set beside those of the same networks in PyTorch. */
public final class TrainingSteps {
    /** So many until the compiler of the JVM is done with all of a step; trainings have thousands. */
    private static final int WARM_UP = 100;

    private static final int STEPS = 30;

    private TrainingSteps() {}

    /**
     * Prints one line a network: its name and the median time of a step in milliseconds.
     *
     * @param args none
     */
    public static void main(String[] args) {
        MultiLayerNetwork cnn =
                new MultiLayerNetwork(PlainCnn.DEFAULT.configuration(1, 40, 40, 10, new Adam(1e-3), 0.01, 1));
        cnn.init();
        print("cnn", cnn, 64, 40);
        print("group", groupNetwork(new GroupConvolution.Builder()), 16, 28);
        print("separable", groupNetwork(new SeparableGroupConvolution.Builder()), 16, 28);
        print("separable2", groupNetwork(new SeparableGroupConvolution.Builder().multiplier(2)), 16, 28);
    }

    /** Lifting and two group convolutions, SL(2), 10 elements drawn anew in each step, 16 channels, 5×5, padded; the mean over group and plane. */
    static MultiLayerNetwork groupNetwork(SampledConvolution.Builder<?> convolutions) {
        int elements = 10;
        GroupSampling sampling =
                GroupSampling.of(PlanarGroup.SL2, elements).withDeviation(0.3).resampledFrom(1);
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .list()
                .layer(convolution(new LiftingConvolution.Builder().inputGradient(false), sampling));
        for (int i = 0; i < 2; i++) {
            list.layer(convolution(convolutions, sampling));
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.layer(GroupProjection.mean(elements).overPlane())
                        .layer(new OutputLayer.Builder()
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .setInputType(InputType.convolutional(28, 28, 1))
                        .build());
        network.init();
        return network;
    }

    private static Layer convolution(SampledConvolution.Builder<?> builder, GroupSampling sampling) {
        return builder.nOut(16)
                .kernelSize(5)
                .padding(2)
                .sampling(sampling)
                .activation(Activation.RELU)
                .build();
    }

    private static void print(String name, MultiLayerNetwork network, int batch, int side) {
        INDArray images = Nd4j.rand(DataType.FLOAT, batch, 1, side, side);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, 10);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % 10, 1);
        }
        double[] times = new double[STEPS];
        for (int step = -WARM_UP; step < STEPS; step++) {
            long begin = System.nanoTime();
            network.fit(images, labels);
            if (step >= 0) {
                times[step] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(times);
        System.out.printf("%s %.2f%n", name, 0.5 * (times[STEPS / 2 - 1] + times[STEPS / 2]));
    }
}

package org.lie4j.benchmarks;

import java.util.concurrent.TimeUnit;
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
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A training step on 16 images of 28×28 of lifting and two group convolutions, SL(2), 10 elements drawn anew in each step, 16 channels, 5×5, maps of 28×28
 * throughout: full against separable kernels, and lifting alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class GroupConvolutionBenchmark {
    private static final int BATCH = 16;
    private static final int ELEMENTS = 10;

    /** Which layers. */
    @Param({"full", "separable", "lifting"})
    public String layers;

    private MultiLayerNetwork network;
    private INDArray images;
    private INDArray labels;

    /** Builds the network. */
    @Setup
    public void setUp() {
        GroupSampling sampling =
                GroupSampling.of(PlanarGroup.SL2, ELEMENTS).withDeviation(0.3).resampledFrom(1);
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .list()
                .layer(convolution(new LiftingConvolution.Builder(), sampling));
        for (int i = 0; i < 2 && !layers.equals("lifting"); i++) {
            list.layer(
                    layers.equals("full")
                            ? convolution(new GroupConvolution.Builder(), sampling)
                            : convolution(new SeparableGroupConvolution.Builder(), sampling));
        }
        network =
                new MultiLayerNetwork(list.layer(GroupProjection.mean(ELEMENTS).overPlane())
                        .layer(new OutputLayer.Builder()
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .setInputType(InputType.convolutional(28, 28, 1))
                        .build());
        network.init();
        images = Nd4j.rand(DataType.FLOAT, BATCH, 1, 28, 28);
        labels = Nd4j.zeros(DataType.FLOAT, BATCH, 10);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % 10, 1);
        }
    }

    private static Layer convolution(SampledConvolution.Builder<?> builder, GroupSampling sampling) {
        return builder.nOut(16)
                .kernelSize(5)
                .padding(2)
                .sampling(sampling)
                .activation(Activation.RELU)
                .build();
    }

    /**
     * One step of Adam.
     *
     * @return the loss
     */
    @Benchmark
    public double step() {
        network.fit(images, labels);
        return network.score();
    }
}

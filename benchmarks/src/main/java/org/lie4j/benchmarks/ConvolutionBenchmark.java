package org.lie4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.kernels.Convolution;
import org.lie4j.kernels.GroupConvolution;
import org.lie4j.kernels.GroupProjection;
import org.lie4j.kernels.GroupSampling;
import org.lie4j.kernels.LiftingConvolution;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.SpatialPooling;
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

/** A training step on 64 images of 28×28: the same network of DL4J's layers, of ours, and with group convolutions of equal cost. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class ConvolutionBenchmark {
    /** Which layers. */
    @Param({"dl4j", "lie4j", "so2"})
    public String layers;

    private MultiLayerNetwork network;
    private INDArray images;
    private INDArray labels;

    /** Builds the network. */
    @Setup
    public void setUp() {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .list();
        for (Layer layer : body()) {
            list.layer(layer);
        }
        network = new MultiLayerNetwork(list.layer(new OutputLayer.Builder()
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        network.init();
        images = Nd4j.rand(DataType.FLOAT, 64, 1, 28, 28);
        labels = Nd4j.zeros(DataType.FLOAT, 64, 10);
        for (int i = 0; i < 64; i++) {
            labels.putScalar(i, i % 10, 1);
        }
    }

    private Layer[] body() {
        GroupSampling rotations = GroupSampling.of(PlanarGroup.SO2, 6).resampledFrom(1);
        return switch (layers) {
            case "dl4j" ->
                new Layer[] {
                    new ConvolutionLayer.Builder(5, 5)
                            .nOut(48)
                            .activation(Activation.RELU)
                            .build(),
                    new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
                    new ConvolutionLayer.Builder(5, 5)
                            .nOut(96)
                            .activation(Activation.RELU)
                            .build(),
                    new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build()
                };
            case "lie4j" ->
                new Layer[] {
                    new Convolution.Builder()
                            .nOut(48)
                            .activation(Activation.RELU)
                            .build(),
                    SpatialPooling.max(2),
                    new Convolution.Builder()
                            .nOut(96)
                            .activation(Activation.RELU)
                            .build(),
                    SpatialPooling.max(2)
                };
            default ->
                new Layer[] {
                    new LiftingConvolution.Builder()
                            .nOut(8)
                            .sampling(rotations)
                            .activation(Activation.RELU)
                            .build(),
                    SpatialPooling.max(2),
                    new GroupConvolution.Builder()
                            .nOut(16)
                            .sampling(rotations)
                            .activation(Activation.RELU)
                            .build(),
                    SpatialPooling.max(2),
                    GroupProjection.mean(6)
                };
        };
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

package org.lie4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.kernels.GroupConvolution;
import org.lie4j.kernels.SeparableGroupConvolution;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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
 * throughout: full kernels against separable ones, one and two on the plane for each channel.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class GroupConvolutionBenchmark {
    private static final int BATCH = 16;

    /** Kernels on the plane of each channel in separable convolutions; 0 for full ones. */
    @Param({"0", "1", "2"})
    public int multiplier;

    private MultiLayerNetwork network;
    private INDArray images;
    private INDArray labels;

    /** Builds the network. */
    @Setup
    public void setUp() {
        network = TrainingSteps.groupNetwork(
                multiplier == 0
                        ? new GroupConvolution.Builder()
                        : new SeparableGroupConvolution.Builder().multiplier(multiplier));
        images = Nd4j.rand(DataType.FLOAT, BATCH, 1, 28, 28);
        labels = Nd4j.zeros(DataType.FLOAT, BATCH, 10);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % 10, 1);
        }
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

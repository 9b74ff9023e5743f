package org.lie4j.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.Convolution;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
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
 * A padded 5×5 convolution there and back in training: our layer, which goes by tiles if it is wide, beside the backend's two operations. With one channel it is a first layer, which nobody asks for the
 * gradient of the images, and goes by vectors if Java was started with them, else by patches; the backend's operation makes that gradient all the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class ConvolutionWaysBenchmark {
    private static final int TAPS = 5;

    private static final int PADDING = 2;

    /** Images, channels, outputs and side of the maps. */
    @Param({
        "16x160x160x28",
        "16x128x128x28",
        "16x96x96x28",
        "16x64x64x28",
        "64x96x96x20",
        "8x320x320x14",
        "64x1x24x40",
        "16x1x160x28"
    })
    public String shape;

    private Layer layer;
    private LayerWorkspaceMgr workspaces;
    private INDArray images;
    private INDArray delta;
    private INDArray kernel;
    private INDArray bias;

    /** Makes the layer, and the arrays for both. */
    @Setup
    public void setUp() {
        int[] n = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new Convolution.Builder()
                        .nOut(n[2])
                        .kernelSize(TAPS)
                        .padding(PADDING)
                        .inputGradient(n[1] > 1)
                        .build())
                .layer(new LossLayer.Builder().activation(Activation.IDENTITY).build())
                .setInputType(InputType.convolutional(n[3], n[3], n[1]))
                .build());
        network.init();
        network.initGradientsView();
        layer = network.getLayer(0);
        images = Nd4j.rand(DataType.FLOAT, n[0], n[1], n[3], n[3]);
        delta = Nd4j.rand(DataType.FLOAT, n[0], n[2], n[3], n[3]);
        kernel = layer.getParam("W");
        bias = layer.getParam("b");
        WorkspaceConfiguration growing = WorkspaceConfiguration.builder()
                .policyLearning(LearningPolicy.FIRST_LOOP)
                .build();
        LayerWorkspaceMgr.Builder builder = LayerWorkspaceMgr.builder();
        for (ArrayType type : ArrayType.values()) {
            builder.with(type, "all", growing);
        }
        workspaces = builder.build();
    }

    /**
     * Ours.
     *
     * @return an element of the gradient
     */
    @Benchmark
    public double layer() {
        try (MemoryWorkspace ignored = workspaces.notifyScopeEntered(ArrayType.ACTIVATIONS)) {
            layer.setInput(images, workspaces);
            layer.activate(true, workspaces);
            return layer.backpropGradient(delta, workspaces)
                    .getFirst()
                    .getGradientFor("W")
                    .getDouble(0);
        }
    }

    /**
     * The backend's.
     *
     * @return an element of the gradient
     */
    @Benchmark
    public double backend() {
        try (MemoryWorkspace ignored = workspaces.notifyScopeEntered(ArrayType.ACTIVATIONS)) {
            run("conv2d", new INDArray[] {images, kernel, bias}, delta.ulike());
            INDArray gradient = kernel.ulike();
            run("conv2d_bp", new INDArray[] {images, kernel, bias, delta}, images.ulike(), gradient, bias.ulike());
            return gradient.getDouble(0);
        }
    }

    private static void run(String name, INDArray[] inputs, INDArray... outputs) {
        Nd4j.exec(DynamicCustomOp.builder(name)
                .addInputs(inputs)
                .addOutputs(outputs)
                .addIntegerArguments(TAPS, TAPS, 1, 1, PADDING, PADDING, 1, 1, 0, 0, 1)
                .build());
    }
}

package org.lie4j.kernels.models;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.lie4j.kernels.GroupConvolution;
import org.lie4j.kernels.GroupNormalization;
import org.lie4j.kernels.GroupProjection;
import org.lie4j.kernels.GroupSampling;
import org.lie4j.kernels.KernelMask;
import org.lie4j.kernels.KernelNetwork;
import org.lie4j.kernels.LiftingConvolution;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.ResidualBlock;
import org.lie4j.kernels.SampledConvolution;
import org.lie4j.kernels.SpatialPooling;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * The network of Mironenco &amp; Forré (ICLR 2024, section 5.1) for affine-transformed digits, as the paper has it: 5×5 lifting, twice two group convolutions with a
 * shortcut, layer norm and pooling, one more group convolution, the maximum over group and plane, and a head of 256 units.
 *
 * <p>It is made for GPUs: at its default size each of the five group convolutions costs about 10 GFLOP for an image of 40×40 pixels. {@link GroupCnn} is what
 * trains on a CPU.
 *
 * @param group the group, SL(2) or GL+(2) in the paper
 * @param elements group elements in each layer, drawn anew in each step
 * @param deviation standard deviation of each coordinate of log P, see {@link GroupSampling#withDeviation}
 * @param channels channels of every convolution
 * @param kernels the network that makes the kernels
 * @param hidden units of the head
 */
public record ReferenceGroupNetwork(
        PlanarGroup group, int elements, double deviation, int channels, KernelNetwork kernels, int hidden) {
    private static final int KERNEL = 5;

    /**
     * The paper draws X = log S, S = P², with variance 0.1 of each coordinate in a basis orthonormal for tr(AᵀB). Ours are the coordinates of log P = X / 2 in a basis orthonormal
     * for ½ tr(AᵀB), whose matrices are longer by √2: deviation √0.1 / (2 √2), about 0.112.
     */
    private static final double PAPER_DEVIATION = Math.sqrt(0.1) / (2 * Math.sqrt(2));

    /**
     * The paper's size: 10 elements, log-normal with its variance of 0.1 (deviation 0.112 in the coordinates of log P here), 40 channels, SIREN with two hidden layers of 60 and ω₀ = 10, a head of 256.
     *
     * @param group the group
     * @return the network
     */
    public static ReferenceGroupNetwork of(PlanarGroup group) {
        return new ReferenceGroupNetwork(group, 10, PAPER_DEVIATION, 40, KernelNetwork.siren(60, 2, 10), 256);
    }

    /**
     * The whole network, ready for {@code new ComputationGraph(configuration)}.
     *
     * <p>The paper trains it with AdamW, learning rate 2e-4 and a cosine to 1e-7, weight decay 5e-3, batches of 128, for 50 epochs.
     *
     * @param imageChannels channels of the input
     * @param height rows of the input
     * @param width columns of the input
     * @param classes number of classes
     * @param updater the optimiser
     * @param weightDecay decoupled weight decay, 0 for none
     * @param seed seed of the initial weights and of the group elements
     * @return the configuration
     */
    public ComputationGraphConfiguration configuration(
            long imageChannels, long height, long width, int classes, IUpdater updater, double weightDecay, long seed) {
        GroupSampling sampling =
                GroupSampling.of(group, elements).withDeviation(deviation).resampledFrom(seed);
        NeuralNetConfiguration.Builder common = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(updater)
                .weightInit(WeightInit.RELU)
                .activation(Activation.IDENTITY);
        if (weightDecay > 0) {
            common.weightDecay(weightDecay);
        }
        GraphBuilder graph = common.graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(height, width, imageChannels))
                .addLayer(
                        "lifting",
                        configured(new LiftingConvolution.Builder().inputGradient(false), sampling, 0),
                        "image");
        String below = stage(graph, "stage1", "lifting", sampling);
        below = stage(graph, "stage2", below, sampling);
        return graph.addLayer("last", configured(new GroupConvolution.Builder(), sampling, 0), below)
                .addLayer("projection", GroupProjection.max(elements).overPlane(), "last")
                .addLayer(
                        "head",
                        new DenseLayer.Builder()
                                .nOut(hidden)
                                .hasLayerNorm(true)
                                .activation(Activation.GELU)
                                .build(),
                        "projection")
                .addLayer(
                        "class",
                        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .nOut(classes)
                                .activation(Activation.SOFTMAX)
                                .dropOut(0.7)
                                .build(),
                        "head")
                .setOutputs("class")
                .build();
    }

    private String stage(GraphBuilder graph, String name, String input, GroupSampling sampling) {
        int same = KERNEL / 2;
        String sum = ResidualBlock.of(
                        configured(new GroupConvolution.Builder().activation(Activation.GELU), sampling, same),
                        configured(new GroupConvolution.Builder(), sampling, same))
                .addTo(graph, name + "-block", input);
        graph.addLayer(
                name + "-norm",
                new GroupNormalization.Builder()
                        .elements(elements)
                        .activation(Activation.GELU)
                        .build(),
                sum);
        graph.addLayer(name, SpatialPooling.max(2), name + "-norm");
        return name;
    }

    private SampledConvolution configured(SampledConvolution.Builder<?> builder, GroupSampling sampling, int padding) {
        return (SampledConvolution) builder.nOut(channels)
                .kernelSize(KERNEL)
                .padding(padding)
                .sampling(sampling)
                .network(kernels)
                .mask(KernelMask.WIDE)
                .build();
    }
}

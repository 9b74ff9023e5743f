package org.lie4j.kernels.models;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * A network from images {@code [batch, channels, height, width]} to class probabilities {@code [batch, classes]}: a body that makes
 * features, and two dense layers with dropout that are the same for all, so that comparisons are about the body.
 */
public interface ImageClassifier {
    /**
     * The layers that make features.
     *
     * @param seed seed of whatever the layers draw in training
     * @return new layer configurations, first to last
     */
    List<Layer> body(long seed);

    /**
     * Units of the dense layer between the features and the classes.
     *
     * @return at least 1
     */
    int hidden();

    /**
     * Whether the features are integrals, or means, over the plane. An image enlarged by g multiplies those of an equivariant network by |det g|, all alike; the dense layer
     * above then is normalised over its units (layer norm), which takes a common factor away.
     *
     * @return false, if a network does not say otherwise
     */
    default boolean integratesOverPlane() {
        return false;
    }

    /**
     * The whole network, ready for {@code new MultiLayerNetwork(configuration)}.
     *
     * @param channels channels of the input
     * @param height rows of the input
     * @param width columns of the input
     * @param classes number of classes
     * @param updater the optimiser
     * @param weightDecay decoupled weight decay, 0 for none
     * @param seed seed of the initial weights and of whatever the layers draw in training
     * @return the configuration
     */
    default MultiLayerConfiguration configuration(
            long channels, long height, long width, int classes, IUpdater updater, double weightDecay, long seed) {
        double keep = 0.7;
        List<Layer> layers = new ArrayList<>(body(seed));
        layers.add(new DenseLayer.Builder()
                .nOut(hidden())
                .activation(Activation.RELU)
                .hasLayerNorm(integratesOverPlane())
                .dropOut(keep)
                .build());
        layers.add(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .dropOut(keep)
                .build());
        NeuralNetConfiguration.Builder common = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(updater)
                .weightInit(WeightInit.RELU)
                .activation(Activation.IDENTITY);
        if (weightDecay > 0) {
            common.weightDecay(weightDecay);
        }
        NeuralNetConfiguration.ListBuilder list = common.list();
        layers.forEach(list::layer);
        return list.setInputType(InputType.convolutional(height, width, channels))
                .build();
    }
}

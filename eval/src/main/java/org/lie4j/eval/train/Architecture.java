package org.lie4j.eval.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Recipe;
import org.lie4j.kernels.models.ImageClassifier;
import org.lie4j.kernels.models.ReferenceGroupNetwork;
import org.nd4j.linalg.learning.config.IUpdater;

/** What makes untrained networks for images of the recipes' size. */
sealed interface Architecture {
    /**
     * A new network.
     *
     * @param updater the optimiser
     * @param weightDecay decoupled weight decay, 0 for none
     * @param seed of the initial weights and of whatever the layers draw in training
     */
    Network start(IUpdater updater, double weightDecay, long seed);

    /** Layers one after the other. */
    record Layers(ImageClassifier classifier) implements Architecture {
        @Override
        public Network start(IUpdater updater, double weightDecay, long seed) {
            MultiLayerNetwork network = new MultiLayerNetwork(classifier.configuration(
                    1, Recipe.SIDE, Recipe.SIDE, ImageSet.CLASSES, updater, weightDecay, seed));
            network.init();
            return new Network.Layers(network);
        }
    }

    /** The paper's graph. */
    record Paper(ReferenceGroupNetwork reference) implements Architecture {
        @Override
        public Network start(IUpdater updater, double weightDecay, long seed) {
            ComputationGraph network = new ComputationGraph(
                    reference.configuration(1, Recipe.SIDE, Recipe.SIDE, ImageSet.CLASSES, updater, weightDecay, seed));
            network.init();
            return new Network.Graph(network);
        }
    }
}

package org.lie4j.eval.train;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.lie4j.kernels.EquivarianceError;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network of Deeplearning4j, of layers one after the other or a graph of them with one input and one output, behind all that training and classifying ask of it.
 */
public sealed interface Network {
    /**
     * What a file says of the kind of its network; those of earlier versions say nothing and hold layers.
     *
     * @return a word
     */
    String kind();

    /**
     * For what Deeplearning4j does with either.
     *
     * @return the network
     */
    Model model();

    /**
     * Its layers.
     *
     * @return from the input to the output
     */
    Layer[] layers();

    /**
     * One step.
     *
     * @param images the batch
     * @param targets what it should give
     */
    void fit(INDArray images, INDArray targets);

    /**
     * Class probabilities.
     *
     * @param images the batch
     * @return a row for each image
     */
    INDArray output(INDArray images);

    /**
     * What it costs to classify one image.
     *
     * @return multiplications with additions
     */
    long multiplyAdds();

    /**
     * How far it is from equivariance.
     *
     * @param elements group elements, see {@link EquivarianceError}
     * @param images the batch
     * @return the errors of all layers
     */
    EquivarianceError equivarianceErrors(double[] elements, INDArray images);

    /**
     * How large it is.
     *
     * @return number of parameters
     */
    default long parameters() {
        return model().numParams();
    }

    /**
     * Replaces its listeners.
     *
     * @param listeners those to come, which may be none
     */
    default void watch(TrainingListener... listeners) {
        model().setListeners(listeners);
    }

    /**
     * Reads what {@link ModelSerializer} wrote.
     *
     * @param file the file
     * @param kind as {@link #kind} said; empty for a file that does not say
     * @param updater whether the optimiser's state is wanted too
     * @return the network
     * @throws IOException if it cannot be read
     */
    static Network read(File file, String kind, boolean updater) throws IOException {
        return kind.equals(Graph.KIND)
                ? new Graph(ModelSerializer.restoreComputationGraph(file, updater))
                : new Layers(ModelSerializer.restoreMultiLayerNetwork(file, updater));
    }

    /**
     * One layer after the other.
     *
     * @param model the network
     */
    record Layers(MultiLayerNetwork model) implements Network {
        @Override
        public String kind() {
            return "layers";
        }

        @Override
        public Layer[] layers() {
            return model.getLayers();
        }

        @Override
        public void fit(INDArray images, INDArray targets) {
            model.fit(images, targets);
        }

        @Override
        public INDArray output(INDArray images) {
            return model.output(images, false);
        }

        @Override
        public long multiplyAdds() {
            return MultiplyAdds.of(model.getLayerWiseConfigurations());
        }

        @Override
        public EquivarianceError equivarianceErrors(double[] elements, INDArray images) {
            return EquivarianceError.measure(model, elements, images);
        }
    }

    /**
     * A graph.
     *
     * @param model the network
     */
    record Graph(ComputationGraph model) implements Network {
        static final String KIND = "graph";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Layer[] layers() {
            return model.getLayers();
        }

        @Override
        public void fit(INDArray images, INDArray targets) {
            model.fit(new INDArray[] {images}, new INDArray[] {targets});
        }

        @Override
        public INDArray output(INDArray images) {
            return model.outputSingle(false, images);
        }

        @Override
        public long multiplyAdds() {
            return MultiplyAdds.of(model.getConfiguration());
        }

        @Override
        public EquivarianceError equivarianceErrors(double[] elements, INDArray images) {
            return EquivarianceError.measure(model, elements, images);
        }

        /**
         * The layer that gives the classes.
         *
         * @param graph the network
         * @return its name
         */
        public static String last(ComputationGraph graph) {
            return graph.getConfiguration().getNetworkOutputs().get(0);
        }

        /**
         * What that layer is given.
         *
         * @param graph the network
         * @param activations of its vertices, by name
         * @return that of the vertex below
         */
        public static INDArray below(ComputationGraph graph, Map<String, INDArray> activations) {
            return activations.get(
                    graph.getConfiguration().getVertexInputs().get(last(graph)).get(0));
        }
    }
}

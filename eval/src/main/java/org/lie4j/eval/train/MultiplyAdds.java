package org.lie4j.eval.train;

import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.lie4j.eval.data.Recipe;
import org.lie4j.kernels.GridConvolution;
import org.lie4j.kernels.SeparableGroupConvolution;

/**
 * What it costs to classify one image: the multiplications, each with its addition, of convolutions and dense layers. Frames, poolings and normalisations cost a few for each
 * number, and kernel networks run once for any number of images: both are left out.
 */
final class MultiplyAdds {
    private MultiplyAdds() {}

    /** Of a network for images of the recipes' size. */
    static long of(MultiLayerConfiguration configuration) {
        InputType type = InputType.convolutional(Recipe.SIDE, Recipe.SIDE, 1);
        long sum = 0;
        for (int i = 0; i < configuration.getConfs().size(); i++) {
            InputPreProcessor before = configuration.getInputPreProcess(i);
            InputType in = before == null ? type : before.getOutputType(type);
            Layer layer = configuration.getConf(i).getLayer();
            type = layer.getOutputType(i, in);
            sum += of(layer, type);
        }
        return sum;
    }

    /** Of a graph for such images. */
    static long of(ComputationGraphConfiguration graph) {
        Map<String, InputType> types =
                graph.getLayerActivationTypes(InputType.convolutional(Recipe.SIDE, Recipe.SIDE, 1));
        long sum = 0;
        for (Map.Entry<String, GraphVertex> vertex : graph.getVertices().entrySet()) {
            if (vertex.getValue() instanceof LayerVertex layer) {
                sum += of(layer.getLayerConf().getLayer(), types.get(vertex.getKey()));
            }
        }
        return sum;
    }

    private static long of(Layer layer, InputType out) {
        if (layer instanceof SeparableGroupConvolution separable) {
            // Each channel at each element is convolved by itself, then they are mixed at each pixel.
            long outputs = separable.getNOut() * separable.outputElements();
            long pixels = out.arrayElementsPerExample() / outputs;
            long convolved = separable.getNIn() * separable.inputElements() * separable.getMultiplier();
            return pixels * convolved * (separable.kernelPoints() + outputs);
        }
        if (layer instanceof GridConvolution grid) {
            return out.arrayElementsPerExample() * grid.getNIn() * grid.inputElements() * grid.kernelPoints();
        }
        if (layer instanceof DenseLayer || layer instanceof BaseOutputLayer) {
            FeedForwardLayer dense = (FeedForwardLayer) layer;
            return dense.getNIn() * dense.getNOut();
        }
        return 0;
    }
}

package org.lie4j.kernels;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Layers with a shortcut, y = x + F(x), for a {@code ComputationGraph} (He et al., CVPR 2016).
 *
 * <p>The sum is equivariant if F is and its output is sampled at the group elements of its input: give all layers of a network the same {@link GroupSampling}, and
 * they draw the same elements in every step. F has to keep the shape: as many channels out as in, padding (k - 1) / 2.
 *
 * @param layers F, first to last
 */
public record ResidualBlock(List<Layer> layers) {
    /**
     * Creates the block.
     *
     * @param layers F, first to last, at least one
     * @throws IllegalArgumentException if there is none
     */
    public ResidualBlock {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("layers: expected at least one, got none");
        }
        layers = List.copyOf(layers);
    }

    /**
     * Creates the block.
     *
     * @param layers F, first to last, at least one
     * @return the block
     */
    public static ResidualBlock of(Layer... layers) {
        return new ResidualBlock(List.of(layers));
    }

    /**
     * Adds the block's layers and its sum to a graph. A shape that F does not keep is reported by the graph when it is built.
     *
     * @param graph the graph
     * @param name first part of the names of what is added
     * @param input name of the vertex below
     * @return name of the sum
     */
    public String addTo(GraphBuilder graph, String name, String input) {
        String below = input;
        for (int i = 0; i < layers.size(); i++) {
            String layer = name + "-" + (i + 1);
            graph.addLayer(layer, layers.get(i), below);
            below = layer;
        }
        graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), input, below);
        return name;
    }
}

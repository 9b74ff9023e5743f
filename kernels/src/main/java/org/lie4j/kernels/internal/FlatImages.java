package org.lie4j.kernels.internal;

import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Rows of a matrix as images, below a layer that may have no gradient for them: DL4J's own preprocessor does not take none. */
public final class FlatImages extends FeedForwardToCnnPreProcessor {
    private static final long serialVersionUID = 1;

    /**
     * Creates the preprocessor.
     *
     * @param height rows of an image
     * @param width its columns
     * @param channels its channels
     */
    @JsonCreator
    public FlatImages(
            @JsonProperty("inputHeight") long height,
            @JsonProperty("inputWidth") long width,
            @JsonProperty("numChannels") long channels) {
        super(height, width, channels);
    }

    @Override
    public INDArray backprop(INDArray epsilons, int miniBatchSize, LayerWorkspaceMgr workspaces) {
        return epsilons == null ? null : super.backprop(epsilons, miniBatchSize, workspaces);
    }

    @Override
    public FlatImages clone() {
        return (FlatImages) super.clone();
    }
}

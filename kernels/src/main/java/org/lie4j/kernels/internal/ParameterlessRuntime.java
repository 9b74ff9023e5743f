package org.lie4j.kernels.internal;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What the runtimes of layers without parameters have in common.
 *
 * @param <L> the layer's configuration
 */
public abstract class ParameterlessRuntime<L extends Layer> extends AbstractLayer<L> {
    private static final long serialVersionUID = 1;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding the layer
     * @param dataType the network's type
     */
    protected ParameterlessRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // No parameters, no noise.
    }
}

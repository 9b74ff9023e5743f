package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the runtimes of layers on vectors have in common.
 *
 * @param <L> the layer's configuration
 */
abstract class VectorRuntime<L extends FeedForwardLayer> extends BaseLayer<L> {
    private static final long serialVersionUID = 1;

    VectorRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public Type type() {
        return Type.RECURRENT;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    /** The input's vectors as columns, {@code [batch, vectors, 3·points]}: the same elements in the same places. */
    static INDArray columns(INDArray array) {
        return array.reshape('c', array.size(0), array.size(1) / 3, 3 * array.size(2));
    }

    final void requireVectors() {
        assertInputSet(false);
        long expected = 3 * layerConf().getNIn();
        if (input.rank() != 3 || input.size(1) != expected) {
            throw new DL4JInvalidInputException("expected input [batch, " + expected + ", points], got "
                    + Arrays.toString(input.shape()) + " " + layerId());
        }
    }
}

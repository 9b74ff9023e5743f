package org.lie4j.kernels.internal;

import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The steps, the same for all layers, that turn a new runtime layer into a working one. */
public final class Instantiation {
    private Instantiation() {}

    /**
     * Gives the layer its listeners, index and parameters.
     *
     * @param layer the new layer
     * @param conf its configuration
     * @param listeners its listeners, null in a graph
     * @param index its index in the network
     * @param view its part of the flat parameters
     * @param initialize whether parameters are to be given their initial values
     * @return the layer
     */
    public static AbstractLayer<?> complete(
            AbstractLayer<?> layer,
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize) {
        // A list of layers hands over its own listeners, be there any or not; a graph does not.
        if (listeners == null && layer instanceof GraphMember member) {
            member.joinGraph();
        }
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(view);
        layer.setParamTable(conf.getLayer().initializer().init(conf, view, initialize));
        layer.setConf(conf);
        return layer;
    }
}

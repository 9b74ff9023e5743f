package org.lie4j.kernels.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Cuts DL4J's flat parameter and gradient arrays into the named arrays of a {@link Parameterized} layer. */
public enum ParameterSlices implements ParamInitializer {
    /** The only instance. */
    INSTANCE;

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return parameters(layer).stream().mapToLong(Parameter::length).sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return keys(layer, p -> true);
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return keys(layer, Parameter::weight);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return keys(layer, p -> !p.weight());
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return weightKeys(layer).contains(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return biasKeys(layer).contains(key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray view, boolean initialize) {
        Map<String, INDArray> slices = getGradientsFromFlattened(conf, view);
        for (Parameter p : parameters(conf.getLayer())) {
            conf.addVariable(p.key());
            if (initialize) {
                p.initialize(slices.get(p.key()));
            }
        }
        return slices;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray view) {
        INDArray flat = view.reshape(view.length());
        Map<String, INDArray> slices = new LinkedHashMap<>();
        long at = 0;
        for (Parameter p : parameters(conf.getLayer())) {
            INDArray slice = flat.get(NDArrayIndex.interval(at, at + p.length()));
            slices.put(p.key(), slice.reshape('c', p.shape()));
            at += p.length();
        }
        return slices;
    }

    private static List<Parameter> parameters(Layer layer) {
        return ((Parameterized) layer).parameters();
    }

    private static List<String> keys(Layer layer, Predicate<Parameter> filter) {
        List<String> keys = new ArrayList<>();
        for (Parameter p : parameters(layer)) {
            if (filter.test(p)) {
                keys.add(p.key());
            }
        }
        return keys;
    }
}

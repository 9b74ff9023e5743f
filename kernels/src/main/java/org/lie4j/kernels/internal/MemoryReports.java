package org.lie4j.kernels.internal;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;

/** What layers need in memory besides their activations, as Deeplearning4j asks for it. */
public final class MemoryReports {
    private MemoryReports() {}

    /**
     * Of a layer without parameters and without memory to work in.
     *
     * @param layer the layer
     * @param input its input
     * @return the report
     */
    public static LayerMemoryReport of(Layer layer, InputType input) {
        return of(layer, input, 0, 0, 0, 0);
    }

    /**
     * Of a layer whose updater keeps two numbers for each parameter.
     *
     * @param layer the layer
     * @param input its input
     * @param fixed numbers to work with in inference, whatever the batch
     * @param perExample the same, for each example
     * @param trainingFixed numbers to work with in training, whatever the batch
     * @param trainingPerExample the same, for each example
     * @return the report
     */
    public static LayerMemoryReport of(
            Layer layer, InputType input, long fixed, long perExample, long trainingFixed, long trainingPerExample) {
        long parameters = layer.initializer().numParams(layer);
        return new LayerMemoryReport.Builder(
                        layer.getLayerName(), layer.getClass(), input, layer.getOutputType(-1, input))
                .standardMemory(parameters, 2 * parameters)
                .workingMemory(fixed, perExample, trainingFixed, trainingPerExample)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }
}

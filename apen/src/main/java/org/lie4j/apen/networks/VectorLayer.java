package org.lie4j.apen.networks;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.lie4j.kernels.internal.MemoryReports;
import org.lie4j.kernels.internal.ParameterSlices;
import org.lie4j.kernels.internal.Parameterized;
import org.lie4j.kernels.internal.PointClouds;

/** What the layers on vectors in space have in common: arrays {@code [batch, 3·vectors, points]}, the axis inside the vector, and sizes that count vectors. */
abstract class VectorLayer extends FeedForwardLayer implements Parameterized {
    private static final long serialVersionUID = 1;

    VectorLayer() {}

    VectorLayer(FeedForwardLayer.Builder<?> builder) {
        super(builder);
        initializeConstraints(builder);
    }

    @Override
    public ParameterSlices initializer() {
        return ParameterSlices.INSTANCE;
    }

    /** Vectors of an input at a point. */
    final long vectors(InputType inputType) {
        return PointClouds.channels(inputType, 0, 3, this);
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        long vectors = vectors(inputType);
        if (nIn <= 0 || override) {
            nIn = vectors;
        }
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        vectors(inputType);
        return InputType.recurrent(3 * nOut, ((InputType.InputTypeRecurrent) inputType).getTimeSeriesLength());
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return null;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return MemoryReports.of(this, inputType, 0, 0, 0, inputType.arrayElementsPerExample());
    }
}

package org.lie4j.apen.networks;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.lie4j.kernels.internal.PointClouds;

/** What the vertices for point clouds have in common: no parameters, and inputs that are clouds. */
abstract class PointVertex extends GraphVertex {
    private static final long serialVersionUID = 1;

    PointVertex() {}

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputTypes) {
        return new LayerMemoryReport.Builder(
                        getClass().getSimpleName(), getClass(), inputTypes[0], getOutputType(-1, inputTypes))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }

    /** An input as a cloud. */
    InputType.InputTypeRecurrent cloud(InputType inputType) {
        if (!PointClouds.isCloud(inputType)) {
            throw new IllegalArgumentException(getClass().getSimpleName()
                    + ": expected a point cloud [batch, channels, points], got " + inputType);
        }
        return (InputType.InputTypeRecurrent) inputType;
    }

    @Override
    public boolean equals(Object other) {
        return other != null && getClass() == other.getClass();
    }

    @Override
    public int hashCode() {
        return getClass().hashCode();
    }
}

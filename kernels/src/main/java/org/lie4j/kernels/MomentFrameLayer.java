package org.lie4j.kernels;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.lie4j.kernels.internal.GridType;

/**
 * Configuration shared by the layers that bring images or volumes to their {@link MomentFrame}.
 *
 * @serial exclude
 */
public abstract sealed class MomentFrameLayer extends NoParamLayer permits AffineFrameLayer, VolumeFrameLayer {
    MomentFrameLayer() {}

    /**
     * The frame that is applied.
     *
     * @return the frame
     */
    public abstract MomentFrame<?> getFrame();

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        GridType grid = GridType.of(inputType, getFrame().dimension(), this);
        return grid.with(grid.channels(), side -> getFrame().size()).inputType();
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return GridType.preProcessor(inputType, this);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return new LayerMemoryReport.Builder(layerName, getClass(), inputType, getOutputType(-1, inputType))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }
}

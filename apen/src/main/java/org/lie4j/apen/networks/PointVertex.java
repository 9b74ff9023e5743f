package org.lie4j.apen.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;

/** What the vertices without parameters for points {@code [batch, channels, points]} have in common. */
abstract class PointVertex extends GraphVertex {
    private static final long serialVersionUID = 1;

    /** What tells this vertex from others of its class. */
    abstract List<Object> settings();

    /** Vertices do not change once they are made. */
    @Override
    public final PointVertex clone() {
        return this;
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // one equality for all vertices, by class and settings
    public final boolean equals(Object other) {
        return other != null
                && other.getClass() == getClass()
                && ((PointVertex) other).settings().equals(settings());
    }

    @Override
    public final int hashCode() {
        return 31 * getClass().hashCode() + settings().hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + settings();
    }

    @Override
    public final long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public final MemoryReport getMemoryReport(InputType... inputs) {
        return new LayerMemoryReport.Builder(null, getClass(), inputs[0], getOutputType(-1, inputs))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }

    /** Never fails for a reason other than bad input. */
    @Override
    public abstract InputType getOutputType(int layerIndex, InputType... inputs);

    final InputType.InputTypeRecurrent points(String what, int input, InputType... inputs) {
        if (input < inputs.length
                && inputs[input] instanceof InputType.InputTypeRecurrent cloud
                && cloud.getFormat() == RNNFormat.NCW) {
            return cloud;
        }
        throw new IllegalArgumentException(getClass().getSimpleName() + ": expected " + what
                + " [batch, channels, points] as input " + input + ", got "
                + (input < inputs.length ? inputs[input] : "none"));
    }

    /** The same, with a number of channels. */
    final InputType.InputTypeRecurrent points(String what, long channels, int input, InputType... inputs) {
        InputType.InputTypeRecurrent cloud = points(what, input, inputs);
        if (cloud.getSize() != channels) {
            throw new IllegalArgumentException(getClass().getSimpleName() + ": expected " + what + " [batch, "
                    + channels + ", points] as input " + input + ", got " + cloud.getSize() + " channels");
        }
        return cloud;
    }

    static InputType like(InputType.InputTypeRecurrent cloud, long channels) {
        return InputType.recurrent(channels, cloud.getTimeSeriesLength());
    }

    static int atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": expected at least " + least + ", got " + value);
        }
        return value;
    }
}

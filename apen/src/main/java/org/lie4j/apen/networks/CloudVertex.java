package org.lie4j.apen.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** What the vertices for clouds of parts have in common beyond {@link PointVertex}: settings, and inputs of known channels. */
abstract class CloudVertex extends PointVertex {
    private static final long serialVersionUID = 1;

    /** What tells this vertex from others of its class. */
    abstract List<Object> settings();

    /** Vertices do not change once they are made. */
    @Override
    public final CloudVertex clone() {
        return this;
    }

    @Override
    public final boolean equals(Object other) {
        return super.equals(other) && ((CloudVertex) other).settings().equals(settings());
    }

    @Override
    public final int hashCode() {
        return 31 * super.hashCode() + settings().hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + settings();
    }

    final InputType.InputTypeRecurrent points(String what, int input, InputType... inputs) {
        if (input >= inputs.length) {
            throw new IllegalArgumentException(getClass().getSimpleName() + ": expected " + what
                    + " [batch, channels, points] as input " + input + ", got " + inputs.length + " inputs");
        }
        return cloud(inputs[input]);
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

package org.lie4j.kernels.internal;

import java.util.List;

/** A layer configuration that can list its parameters, in the order in which they lie in the flat array. */
public interface Parameterized {
    /**
     * The parameters.
     *
     * @return all parameters; the layer's sizes must have been set
     */
    List<Parameter> parameters();
}

package org.lie4j.kernels.internal;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters that a layer's kernel was last made of in inference, where it is not made again while they stay. */
final class EvaluatedParameters {
    private INDArray copy;
    private boolean valid;

    /** Whether the kernel at hand is that of these parameters. */
    boolean are(INDArray parameters) {
        return valid && copy.length() == parameters.length() && copy.equalsWithEps(parameters.reshape(copy.shape()), 0);
    }

    /** The kernel at hand is that of these parameters. */
    void become(INDArray parameters) {
        copy = KeptArrays.fitting(copy, parameters.dataType(), parameters.shape());
        copy.assign(parameters);
        valid = true;
    }

    /** The kernel at hand is that of parameters which are about to change. */
    void forget() {
        valid = false;
    }
}

package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One named array of a layer, its shape, and how it starts.
 *
 * @param key name, unique in the layer
 * @param weight true for a weight (weight decay applies), false for a bias
 * @param low smallest initial value
 * @param high largest initial value; values are uniform between the two
 * @param shape shape of the array, c-order
 */
public record Parameter(String key, boolean weight, double low, double high, long... shape) {

    /** A weight that starts uniform on [-bound, bound]. */
    public static Parameter uniform(String key, double bound, long... shape) {
        return new Parameter(key, true, -bound, bound, shape);
    }

    /** A bias that starts constant. */
    public static Parameter bias(String key, double value, long... shape) {
        return new Parameter(key, false, value, value, shape);
    }

    long length() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    void initialize(INDArray view) {
        if (low == high) {
            view.assign(low);
        } else {
            view.assign(Nd4j.rand(view.dataType(), shape).muli(high - low).addi(low));
        }
    }
}

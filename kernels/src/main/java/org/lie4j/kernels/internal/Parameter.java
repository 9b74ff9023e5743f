package org.lie4j.kernels.internal;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One named array of a layer, its shape, and how it starts.
 *
 * @param key name, unique in the layer
 * @param weight true for a weight (weight decay applies), false for a bias
 * @param start writes the initial values into an array of the shape
 * @param shape shape of the array, c-order
 */
public record Parameter(String key, boolean weight, Consumer<INDArray> start, List<Long> shape) {

    /** A matrix that starts as Deeplearning4j's initialisation of weights says: its columns are the fan-in, its rows the fan-out. */
    public static Parameter matrix(String key, IWeightInit init, long rows, long columns) {
        long[] shape = {rows, columns};
        return new Parameter(
                key, true, view -> init.init((double) columns, (double) rows, shape, 'c', view), list(shape));
    }

    /** A weight that starts uniform on [-bound, bound]. */
    public static Parameter uniform(String key, double bound, long... shape) {
        return new Parameter(key, true, uniform(-bound, bound), list(shape));
    }

    /** A bias that starts constant. */
    public static Parameter bias(String key, double value, long... shape) {
        return bias(key, value, value, shape);
    }

    /** A bias that starts uniform between two values. */
    public static Parameter bias(String key, double low, double high, long[] shape) {
        return new Parameter(key, false, uniform(low, high), list(shape));
    }

    private static List<Long> list(long[] shape) {
        return LongStream.of(shape).boxed().toList();
    }

    long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    long length() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    private static Consumer<INDArray> uniform(double low, double high) {
        return view -> {
            if (low == high) {
                view.assign(low);
            } else {
                view.assign(Nd4j.rand(view.dataType(), view.shape())
                        .muli(high - low)
                        .addi(low));
            }
        };
    }

    void initialize(INDArray view) {
        start.accept(view);
    }
}

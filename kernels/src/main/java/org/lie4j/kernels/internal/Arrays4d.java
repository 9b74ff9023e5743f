package org.lie4j.kernels.internal;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the raw ops need of an array. */
public final class Arrays4d {
    private Arrays4d() {}

    /** The array itself if it is contiguous, c-order and of the type; otherwise a copy in the current workspace. */
    public static INDArray contiguous(INDArray array, DataType type) {
        INDArray cast = array.castTo(type);
        boolean plain = cast.ordering() == 'c' && !cast.isView() && Shapes.hasDefaultStrides(cast);
        return plain ? cast : cast.dup('c');
    }

    private static final class Shapes {
        static boolean hasDefaultStrides(INDArray array) {
            long expected = 1;
            for (int d = array.rank() - 1; d >= 0; d--) {
                if (array.size(d) != 1 && array.stride(d) != expected) {
                    return false;
                }
                expected *= array.size(d);
            }
            return true;
        }
    }
}

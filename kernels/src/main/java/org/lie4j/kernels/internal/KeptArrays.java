package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays that a layer keeps from one pass to the next, out of workspaces: made again only for another shape, and given back then instead of left to the garbage collector. */
public final class KeptArrays {
    private KeptArrays() {}

    /**
     * An array of a shape, with whatever is in it.
     *
     * @param present what the layer has, or null; closed if it does not fit
     * @param type type of the elements
     * @param shape the shape
     * @return the array that the layer has from now on, c-order
     */
    public static INDArray fitting(INDArray present, DataType type, long... shape) {
        if (present != null && present.dataType() == type && Arrays.equals(present.shape(), shape)) {
            return present;
        }
        close(present);
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.createUninitialized(type, shape, 'c');
        }
    }

    /** Frees an array that nobody uses any more; null is none. */
    public static void close(INDArray array) {
        if (array != null && array.closeable()) {
            array.close();
        }
    }
}

package org.lie4j.benchmarks;

import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.kernels.models.AffineFrameCnn;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Memory of the process over thousands of training steps: it must not grow. */
public final class MemoryOverSteps {
    private static final int BATCH = 8;
    private static final int SIDE = 40;

    private MemoryOverSteps() {}

    /**
     * Trains the affine-frame network and prints one line at every tenth of the way: the step, the resident memory of the process
     * and what ND4J's allocator holds, in MiB.
     *
     * @param args the number of steps, 10,000 if absent
     */
    public static void main(String[] args) {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        MultiLayerNetwork network =
                new MultiLayerNetwork(AffineFrameCnn.DEFAULT.configuration(1, SIDE, SIDE, 10, new Adam(1e-3), 0.01, 1));
        network.init();
        INDArray images = Nd4j.rand(DataType.FLOAT, BATCH, 1, SIDE, SIDE);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 10);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % 10, 1);
        }
        int every = Math.max(1, steps / 10);
        for (int step = 1; step <= steps; step++) {
            network.fit(images, labels);
            if (step % every == 0) {
                System.gc();
                System.out.printf(
                        "step %d: resident %d MiB, allocated natively %d MiB%n",
                        step, Pointer.physicalBytes() >> 20, Pointer.totalBytes() >> 20);
            }
        }
    }
}

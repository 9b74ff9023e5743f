package org.lie4j.benchmarks;

import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.models.ReferenceGroupNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Training steps of the networks of the paper at the paper's size, on images of 40×40 pixels. */
public final class PaperSizedStep {
    private PaperSizedStep() {}

    /**
     * Prints one line for each step of each group: its time, its loss and the memory of the process.
     *
     * @param args images in a batch, 4 if absent, and steps, 3 if absent
     */
    public static void main(String[] args) {
        int batch = args.length > 0 ? Integer.parseInt(args[0]) : 4;
        int steps = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Nd4j.getRandom().setSeed(1);
        INDArray images = Nd4j.rand(DataType.FLOAT, batch, 1, 40, 40);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, 10);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % 10, 1);
        }
        for (PlanarGroup group : new PlanarGroup[] {PlanarGroup.SL2, PlanarGroup.GL2}) {
            ComputationGraph network = new ComputationGraph(
                    ReferenceGroupNetwork.of(group).configuration(1, 40, 40, 10, new Adam(2e-4), 5e-3, 1));
            network.init();
            System.out.printf("%s: %,d parameters, %d images%n", group, network.numParams(), batch);
            for (int step = 1; step <= steps; step++) {
                long begin = System.nanoTime();
                network.fit(new INDArray[] {images}, new INDArray[] {labels});
                System.out.printf(
                        "step %d: %.1f s, loss %.3f, resident %d MiB%n",
                        step, (System.nanoTime() - begin) / 1e9, network.score(), Pointer.physicalBytes() >> 20);
            }
        }
    }
}

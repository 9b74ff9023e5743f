package org.lie4j.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.apen.data.BodyParts;
import org.lie4j.apen.data.CharacterDataset;
import org.lie4j.apen.data.CharacterOptions;
import org.lie4j.apen.data.CloudSet;
import org.lie4j.apen.data.EmbeddedMotion;
import org.lie4j.apen.models.Apen;
import org.lie4j.apen.networks.FrameElements;
import org.lie4j.eval.points.PointModel;
import org.lie4j.eval.points.PointTask;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Training steps of APEN as the command trains it on moving bodies, with neighbourhoods of a sixth of 1,024 points and less: time and memory. */
public final class ApenStep {
    private static final int NEIGHBOURHOODS_OF = 1024;

    private ApenStep() {}

    /**
     * Prints one line: the median, the smallest and the largest time of a step, partitions and frames included, and the memory.
     *
     * @param args elements of frames, CANONICAL if absent; points of a cloud, 1,024; clouds of a batch, 8; steps, 20, after a quarter as many
     *     that do not count
     * @throws IOException never: the motion is embedded
     */
    public static void main(String[] args) throws IOException {
        FrameElements elements = args.length > 0 ? FrameElements.valueOf(args[0]) : FrameElements.CANONICAL;
        int points = args.length > 1 ? Integer.parseInt(args[1]) : 1024;
        int batch = args.length > 2 ? Integer.parseInt(args[2]) : 8;
        int steps = args.length > 3 ? Integer.parseInt(args[3]) : 20;
        CloudSet clouds = CharacterDataset.of(
                        CharacterOptions.defaults(1).withSize(points, batch, 1).withParts(BodyParts.UNSIDED),
                        EmbeddedMotion.withGenerated(2, 1))
                .clouds();
        // Of 1,024 points whatever the clouds have, so that neighbourhoods stay the same.
        PointTask task = new PointTask(NEIGHBOURHOODS_OF, clouds.labelNames(), true);
        Apen apen = PointModel.APEN_WHOLE.builder(task).frameElements(elements).build();
        ComputationGraph graph = new ComputationGraph(apen.configuration(new Adam(1e-3), 0, DataType.FLOAT, 1));
        graph.init();
        double[] times = new double[steps];
        int warmUp = steps / 4;
        for (int step = -warmUp; step < steps; step++) {
            int first = (step + warmUp) * batch;
            int[] which = IntStream.range(first, first + batch)
                    .map(i -> i % clouds.count())
                    .toArray();
            MultiDataSet next = PointModel.APEN_WHOLE.batch(task, clouds, which);
            long begin = System.nanoTime();
            graph.fit(next);
            if (step >= 0) {
                times[step] = (System.nanoTime() - begin) * 1e-6;
            }
        }
        Arrays.sort(times);
        System.out.printf(
                "%s, %d clouds of %,d points, %,d parameters: %.0f ms (%.0f to %.0f); resident %d MiB%n",
                elements,
                batch,
                points,
                graph.numParams(),
                times[steps / 2],
                times[0],
                times[steps - 1],
                Pointer.physicalBytes() >> 20);
    }
}

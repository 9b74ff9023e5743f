package org.lie4j.eval.points;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.apen.data.CloudSet;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Answers of a trained network for the clouds of a set. */
final class PointTester {
    private static final int BATCH = 4;

    private PointTester() {}

    /** The most probable class of each answer, cloud by cloud. */
    static int[][] answers(ComputationGraph network, PointModel model, PointTask task, CloudSet clouds) {
        int[][] out = new int[clouds.count()][];
        for (int from = 0; from < clouds.count(); from += BATCH) {
            int[] which = IntStream.range(from, Math.min(from + BATCH, clouds.count()))
                    .toArray();
            MultiDataSet batch = model.batch(task, clouds, which);
            INDArray probabilities = network.output(false, batch.getFeatures())[0];
            int[] best = probabilities.argMax(1).dup('c').data().asInt();
            int each = best.length / which.length;
            for (int b = 0; b < which.length; b++) {
                out[which[b]] = Arrays.copyOfRange(best, b * each, (b + 1) * each);
            }
        }
        return out;
    }

    /** Compares answers with the truth. */
    static PointResult.Score score(PointTask task, CloudSet clouds, int[][] answers) {
        Segmentation table = new Segmentation(task.classes().size());
        for (int cloud = 0; cloud < clouds.count(); cloud++) {
            table.add(task.answers(clouds, cloud), answers[cloud]);
        }
        return new PointResult.Score(table.accuracy(), task.perPoint() ? table.meanIou() : Double.NaN);
    }
}

package org.lie4j.eval.points;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.lie4j.apen.data.CloudSet;
import org.lie4j.eval.train.Network;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Counts right answers in the pass of a training step, where another pass would have to be paid for. */
final class AnswerScore extends BaseTrainingListener {
    private int[] answers = {};
    private int correct;

    /** The batch that comes next. */
    void expect(PointTask task, CloudSet clouds, int[] which) {
        int each = task.perPoint() ? clouds.points() : 1;
        answers = new int[which.length * each];
        for (int b = 0; b < which.length; b++) {
            System.arraycopy(task.answers(clouds, which[b]), 0, answers, b * each, each);
        }
    }

    /** How many answers of the last batch were right. */
    int correct() {
        return correct;
    }

    /** DL4J does not compute the output layer here; its weights on what is below are all that is missing, if it has any. */
    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        ComputationGraph graph = (ComputationGraph) model;
        String last = Network.Graph.last(graph);
        INDArray below = Network.Graph.below(graph, activations);
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray rows =
                    below.rank() == 3 ? below.permute(0, 2, 1).dup('c').reshape(answers.length, below.size(1)) : below;
            INDArray scores = graph.getLayer(last).numParams() == 0
                    ? rows
                    : rows.mmul(graph.getParam(last + "_W")).addiRowVector(graph.getParam(last + "_b"));
            int[] predicted = scores.argMax(1).toIntVector();
            correct = 0;
            for (int i = 0; i < answers.length; i++) {
                correct += predicted[i] == answers[i] ? 1 : 0;
            }
        }
    }
}

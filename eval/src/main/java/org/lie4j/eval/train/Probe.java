package org.lie4j.eval.train;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads loss and accuracy off a training step, where another pass would have to be paid for. */
final class Probe extends BaseTrainingListener {
    private final int[] labels;
    private double loss;
    private int correct;

    /** Watches batches of a fixed size. */
    Probe(int batch) {
        labels = new int[batch];
    }

    /** The labels of the batch that comes next; to be filled. */
    int[] labels() {
        return labels;
    }

    /** Mean loss of the last batch, without what weight decay adds. */
    double loss() {
        return loss;
    }

    /** How many of the last batch were classified correctly, by the network with its dropout at work up to the last layer. */
    int correct() {
        return correct;
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        String last = network.getnLayers() - 1 + "_";
        count(activations.get(activations.size() - 1), network.getParam(last + "W"), network.getParam(last + "b"));
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        ComputationGraph graph = (ComputationGraph) model;
        String last = Network.Graph.last(graph) + "_";
        count(Network.Graph.below(graph, activations), graph.getParam(last + "W"), graph.getParam(last + "b"));
    }

    /** DL4J does not compute the last layer's output here; this is all that is missing. */
    private void count(INDArray below, INDArray weights, INDArray bias) {
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray scores = below.mmul(weights).addiRowVector(bias);
            int[] predicted = scores.argMax(1).toIntVector();
            correct = 0;
            for (int i = 0; i < labels.length; i++) {
                correct += predicted[i] == labels[i] ? 1 : 0;
            }
        }
    }

    @Override
    public void onBackwardPass(Model model) {
        double regularization = model instanceof ComputationGraph graph
                ? graph.calcRegularizationScore(true)
                : ((MultiLayerNetwork) model).calcRegularizationScore(true);
        loss = model.score() - regularization;
    }
}

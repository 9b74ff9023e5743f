package org.lie4j.eval.points;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.apen.data.CloudSet;
import org.lie4j.apen.data.Turn;
import org.lie4j.eval.train.Steps;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Steps of a network that learns from clouds. What a step draws depends on seed, epoch and batch, or on the state of ND4J's generator, which checkpoints hold, so that a resumed training goes on as it would have. */
final class CloudSteps implements Steps {
    private final ComputationGraph network;
    private final PointModel model;
    private final PointTask task;
    private final CloudSet clouds;
    private final int batch;
    private final long seed;

    CloudSteps(ComputationGraph network, PointModel model, PointTask task, CloudSet clouds, int batch, long seed) {
        this.network = network;
        this.model = model;
        this.task = task;
        this.clouds = clouds;
        this.batch = batch;
        this.seed = seed;
    }

    @Override
    public int examples() {
        return clouds.count();
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int answers() {
        return batch * (task.perPoint() ? clouds.points() : 1);
    }

    @Override
    public Epoch open(int epoch, int[] order) {
        UnderWay underWay = new UnderWay(epoch, order);
        network.setListeners(underWay.score);
        return underWay;
    }

    private final class UnderWay implements Epoch {
        private final int epoch;
        private final int[] order;
        private final AnswerScore score = new AnswerScore();
        private int at;

        UnderWay(int epoch, int[] order) {
            this.epoch = epoch;
            this.order = order;
        }

        @Override
        public void step() {
            int[] which = Arrays.copyOfRange(order, at, at + batch);
            at += batch;
            score.expect(task, clouds, which);
            network.fit(next(which));
        }

        private MultiDataSet next(int[] which) {
            if (!model.turned()) {
                return model.batch(task, clouds, which);
            }
            // Of the cloud and the epoch, not of how many came before it.
            SplittableRandom random = new SplittableRandom(Arrays.hashCode(new long[] {seed, epoch, which[0]}));
            int[] all = new int[which.length];
            Arrays.setAll(all, i -> i);
            return model.batch(task, clouds.select("turned", which).turned(Turn.SO3, random), all);
        }

        @Override
        public double loss() {
            return network.score() - network.calcRegularizationScore(true);
        }

        @Override
        public int correct() {
            return score.correct();
        }

        @Override
        public void close() {
            network.setListeners();
        }
    }
}

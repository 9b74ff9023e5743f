package org.lie4j.eval.points;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.eval.train.Steps;

/** Steps of a network that learns where particles will be. What a step draws depends on seed, epoch and batch alone, so that a resumed training goes on as it would have. */
final class ParticleSteps implements Steps {
    private final ComputationGraph network;
    private final boolean turned;
    private final ParticleSystems systems;
    private final int batch;
    private final long seed;

    ParticleSteps(ComputationGraph network, boolean turned, ParticleSystems systems, int batch, long seed) {
        this.network = network;
        this.turned = turned;
        this.systems = systems;
        this.batch = batch;
        this.seed = seed;
    }

    @Override
    public int examples() {
        return systems.count();
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int answers() {
        return batch;
    }

    @Override
    public Epoch open(int epoch, int[] order) {
        return new UnderWay(epoch, order);
    }

    private final class UnderWay implements Epoch {
        private final int epoch;
        private final int[] order;
        private int at;

        UnderWay(int epoch, int[] order) {
            this.epoch = epoch;
            this.order = order;
        }

        @Override
        public void step() {
            ParticleSystems some = systems.select(Arrays.copyOfRange(order, at, at + batch));
            if (turned) {
                // Of the epoch and its batch, not of how many came before it.
                some = some.turned(new SplittableRandom(Arrays.hashCode(new long[] {seed, epoch, order[at]})));
            }
            at += batch;
            network.fit(some.batch());
        }

        @Override
        public double loss() {
            return network.score() / systems.particles(); // DL4J adds up what it takes for steps of time.
        }

        /** Positions are never right, only near. */
        @Override
        public int correct() {
            return 0;
        }

        @Override
        public void close() {}
    }
}

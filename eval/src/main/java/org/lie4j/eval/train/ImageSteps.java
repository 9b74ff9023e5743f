package org.lie4j.eval.train;

import java.util.function.IntFunction;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Recipe;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Steps of a network that classifies images. */
final class ImageSteps implements Steps {
    private static final int SIDE = Recipe.SIDE;

    /** Threads that make the next batch: an image takes 10 µs, a step of training thousands of times as long. */
    private static final int MAKERS =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 4));

    private final Network network;
    private final ImageSet train;
    private final IntFunction<EpochBatches.Maker> shown;
    private final int batch;

    /**
     * Steps of a training.
     *
     * @param network learns
     * @param train the training digits
     * @param shown what an epoch shows of them
     * @param batch digits of a step
     */
    ImageSteps(Network network, ImageSet train, IntFunction<EpochBatches.Maker> shown, int batch) {
        this.network = network;
        this.train = train;
        this.shown = shown;
        this.batch = batch;
    }

    @Override
    public int examples() {
        return train.count();
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
        Probe probe = new Probe(batch);
        network.watch(probe);
        EpochBatches ahead = new EpochBatches(train, shown.apply(epoch), order, batch, MAKERS);
        return new Epoch() {
            @Override
            public void step() {
                learn(ahead.next(), probe);
            }

            @Override
            public double loss() {
                return probe.loss();
            }

            @Override
            public int correct() {
                return probe.correct();
            }

            @Override
            public void close() {
                ahead.close();
                network.watch();
            }
        };
    }

    private void learn(EpochBatches.Batch next, Probe probe) {
        float[] targets = new float[batch * ImageSet.CLASSES];
        for (int i = 0; i < batch; i++) {
            probe.labels()[i] = next.label(i);
            targets[i * ImageSet.CLASSES + next.label(i)] = 1;
        }
        try (INDArray x = Nd4j.create(next.pixels(), new long[] {batch, 1, SIDE, SIDE});
                INDArray y = Nd4j.create(targets, new long[] {batch, ImageSet.CLASSES})) {
            network.fit(x, y);
        }
    }
}

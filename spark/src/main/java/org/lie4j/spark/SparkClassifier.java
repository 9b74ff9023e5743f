package org.lie4j.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.apache.spark.broadcast.Broadcast;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.metrics.LayerErrors;
import org.lie4j.eval.run.Classifier;
import org.lie4j.eval.run.GroupKernels;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.Provenance;

/** A model that is here, and tested on a cluster. */
final class SparkClassifier implements Classifier {
    /** Parts of a test for each core: a core that is done early takes another. */
    private static final int PARTS = 2;

    private static final Provenance UNTOLD = new Provenance("", "", "", "", "", "", "", 0, "", "");

    private final Cluster cluster;
    private final ModelTrainer trainer;
    private final Classifier here;

    SparkClassifier(Cluster cluster, ModelTrainer trainer, Classifier here) {
        this.cluster = cluster;
        this.trainer = trainer;
        this.here = here;
    }

    @Override
    public long test(TransformedSet set, int from, int to, float[] out, IntConsumer tested) throws IOException {
        Objects.checkFromToIndex(from, to, set.count());
        Objects.checkFromIndexSize(0, (to - from) * ImageSet.CLASSES, out.length);
        List<TestPart.Range> parts = parts(from, to);
        Broadcast<byte[]> model = cluster.send(file());
        List<TestPart.Found> found = cluster.run(
                parts,
                new TestPart(
                        trainer.getClass().getName(), model, cluster.send(set.digits()), set.recipe(), set.copies()));
        model.destroy();
        long nanos = 0;
        for (int p = 0; p < parts.size(); p++) {
            float[] some = found.get(p).probabilities();
            System.arraycopy(some, 0, out, (parts.get(p).from() - from) * ImageSet.CLASSES, some.length);
            nanos += found.get(p).nanos();
            tested.accept(parts.get(p).to() - parts.get(p).from());
        }
        return nanos;
    }

    /** Whole batches, so that none has other images than without a cluster. */
    private List<TestPart.Range> parts(int from, int to) {
        int batches = (to - from + TEST_BATCH - 1) / TEST_BATCH;
        int number = Math.min(batches, PARTS * cluster.cores());
        List<TestPart.Range> parts = new ArrayList<>();
        for (int p = 0; p < number; p++) {
            int begin = from + (int) ((long) batches * p / number) * TEST_BATCH;
            int end = from + (int) ((long) batches * (p + 1) / number) * TEST_BATCH;
            parts.add(new TestPart.Range(begin, Math.min(to, end)));
        }
        return parts;
    }

    private byte[] file() throws IOException {
        Path folder = Folders.temporary("lie4j-model");
        try {
            Path file = folder.resolve("model");
            here.save(file, UNTOLD);
            return Files.readAllBytes(file);
        } finally {
            Folders.delete(folder);
        }
    }

    @Override
    public String model() {
        return here.model();
    }

    @Override
    public long parameters() {
        return here.parameters();
    }

    @Override
    public void probabilities(float[] images, int count, float[] out) {
        here.probabilities(images, count, out);
    }

    @Override
    public void save(Path file, Provenance provenance) throws IOException {
        here.save(file, provenance);
    }

    @Override
    public Optional<float[]> canonical(float[] images, int count) {
        return here.canonical(images, count);
    }

    @Override
    public OptionalLong multiplyAdds() {
        return here.multiplyAdds();
    }

    @Override
    public Optional<GroupKernels> kernels() {
        return here.kernels();
    }

    @Override
    public Optional<LayerErrors> equivarianceErrors(float[] images, int count, double[] elements) {
        return here.equivarianceErrors(images, count, elements);
    }
}

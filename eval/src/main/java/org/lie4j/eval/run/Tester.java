package org.lie4j.eval.run;

import java.io.IOException;
import java.util.stream.IntStream;
import org.lie4j.eval.data.AffnistTestSet;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Recipe;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.metrics.Evaluation;

/** Classifies test sets batch by batch and keeps the time that classifying alone took. */
final class Tester {
    private final Classifier classifier;
    private final ExperimentListener listener;
    private final Checkpoints checkpoints;
    private long images;
    private long nanos;

    Tester(Classifier classifier, ExperimentListener listener, Checkpoints checkpoints) {
        this.classifier = classifier;
        this.listener = listener;
        this.checkpoints = checkpoints;
    }

    Evaluation test(TransformedSet set) throws IOException {
        int count = set.count();
        float[] all = new float[Math.multiplyExact(count, ImageSet.CLASSES)];
        checkpoints.stopIfAsked();
        nanos += classifier.test(set, 0, count, all, number -> {
            images += number;
            listener.onTested(number);
            checkpoints.stopIfAsked();
        });
        int[] labels = IntStream.range(0, count).map(set::label).toArray();
        return Evaluation.of(labels, all, set.copies());
    }

    /** The images of a digit are brought together, whatever the order of the files. */
    Evaluation test(AffnistTestSet set) throws IOException {
        float[] all = new float[Math.multiplyExact(set.count(), ImageSet.CLASSES)];
        float[] pixels = new float[Classifier.TEST_BATCH * Recipe.SIDE * Recipe.SIDE];
        float[] out = new float[Classifier.TEST_BATCH * ImageSet.CLASSES];
        int[] done = {0};
        set.forEach(Classifier.TEST_BATCH, batch -> {
            checkpoints.stopIfAsked();
            batch.copyTo(0, batch.count(), pixels, 0);
            long start = System.nanoTime();
            classifier.probabilities(pixels, batch.count(), out);
            nanos += System.nanoTime() - start;
            images += batch.count();
            for (int i = 0; i < batch.count(); i++) {
                System.arraycopy(
                        out, i * ImageSet.CLASSES, all, set.position(done[0]++) * ImageSet.CLASSES, ImageSet.CLASSES);
            }
            listener.onTested(batch.count());
        });
        return Evaluation.of(set.labels(), all, set.copies());
    }

    /** Images per second over all sets tested. */
    double imagesPerSecond() {
        return images * 1e9 / Math.max(1, nanos);
    }
}

package org.lie4j.eval.run;

import java.io.IOException;
import java.util.stream.IntStream;
import org.lie4j.eval.data.ImageSet;
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

    /** Images per second over all sets tested. */
    double imagesPerSecond() {
        return images * 1e9 / Math.max(1, nanos);
    }
}

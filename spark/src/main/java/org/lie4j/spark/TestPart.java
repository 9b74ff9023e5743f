package org.lie4j.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Recipe;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.run.Classifier;

/**
 * The classification of a part of a test set, as a task; the images are made where it runs.
 *
 * @param trainer class of the trainer
 * @param model the model's file
 * @param digits the digits that the images are made from
 * @param recipe how
 * @param copies images for each digit
 */
record TestPart(String trainer, Broadcast<byte[]> model, Broadcast<ImageSet> digits, Recipe recipe, int copies)
        implements Function<TestPart.Range, TestPart.Found> {
    /** Consecutive images, without the last. */
    record Range(int from, int to) implements Serializable {}

    /** Their probabilities, {@code [to - from, 10]}, and the time that they took. */
    static final class Found implements Serializable {
        private static final long serialVersionUID = 1L;

        private final float[] probabilities;
        private final long nanos;

        private Found(float[] probabilities, long nanos) {
            this.probabilities = probabilities;
            this.nanos = nanos;
        }

        /** Not a copy. */
        float[] probabilities() {
            return probabilities;
        }

        long nanos() {
            return nanos;
        }
    }

    @Override
    public Found call(Range range) throws IOException {
        Path folder = Folders.temporary("lie4j-test");
        Classifier classifier;
        try {
            Path file = folder.resolve("model");
            WholeFile.write(file, out -> out.write(model.value()));
            classifier = Trainers.named(trainer).load(file);
        } finally {
            Folders.delete(folder);
        }
        float[] out = new float[(range.to - range.from) * ImageSet.CLASSES];
        long nanos = classifier.test(
                TransformedSet.of(digits.value(), recipe, copies), range.from, range.to, out, images -> {});
        return new Found(out, nanos);
    }
}

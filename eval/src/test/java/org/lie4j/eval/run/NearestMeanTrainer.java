package org.lie4j.eval.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.metrics.LayerErrors;

/**
 * Two quick models that stand in for networks in tests: the class whose mean image is nearest, of the image as it is
 * ("mean") or of the image moved so that its centre of mass lies in the middle ("centred-mean").
 */
public class NearestMeanTrainer implements ModelTrainer {
    private static final int SIDE = 40;
    private static final int PIXELS = SIDE * SIDE;
    private static final int MAGIC = 0x6d65616e;

    @Override
    public List<String> models() {
        return List.of("mean", "centred-mean");
    }

    @Override
    public List<ModelDescription> descriptions() {
        return List.of(
                new ModelDescription("mean", "the nearest mean", 10 * PIXELS, OptionalLong.of(16_000_000)),
                new ModelDescription("centred-mean", "the same of centred images", 10 * PIXELS, OptionalLong.empty()));
    }

    /** One setting, for tests of settings: how much of the training set is left out. */
    @Override
    public void check(ModelSpec model) {
        if (!models().contains(model.from())) {
            throw new IllegalArgumentException(
                    "unknown model " + model.from() + ", expected one of " + String.join(", ", models()));
        }
        for (String key : model.settings().keySet()) {
            if (!key.equals("skip")) {
                throw new IllegalArgumentException(
                        "model " + model.name() + ": unknown key " + key + ", expected one of skip");
            }
        }
    }

    @Override
    public String backend() {
        return "plain Java";
    }

    @Override
    public Classifier train(ModelSpec spec, ImageSet all, TrainingOptions options, TrainingListener listener) {
        String model = spec.from();
        ImageSet train = spec.settings().containsKey("skip")
                ? all.slice(spec.settings().get("skip").asInt(), all.count())
                : all;
        int epochs = options.epochs() == 0 ? 3 : options.epochs();
        Means means = new Means(model.equals("centred-mean"), new float[10 * PIXELS]);
        float[] image = new float[PIXELS];
        int[] seen = new int[10];
        for (int epoch = 1; epoch <= epochs; epoch++) {
            // Each epoch learns from one more part of the data, so that there is a curve to draw.
            long start = System.nanoTime();
            int to = train.count() * epoch / epochs;
            for (int i = train.count() * (epoch - 1) / epochs; i < to; i++) {
                train.copyTo(i, 1, image, 0);
                means.learn(means.prepare(image, 0), train.label(i), ++seen[train.label(i)]);
            }
            double accuracy = accuracy(means, train, Math.min(train.count(), 500));
            listener.onBatch(epoch, epochs, 1, 1, 1 - accuracy, accuracy);
            listener.onEpoch(epoch, 1 - accuracy, accuracy, accuracy - 0.01, (System.nanoTime() - start) / 1e9);
        }
        return means;
    }

    private static double accuracy(Means means, ImageSet set, int count) {
        float[] images = new float[count * PIXELS];
        float[] out = new float[count * 10];
        set.copyTo(0, count, images, 0);
        means.probabilities(images, count, out);
        int correct = 0;
        for (int i = 0; i < count; i++) {
            int best = 0;
            for (int c = 1; c < 10; c++) {
                best = out[10 * i + c] > out[10 * i + best] ? c : best;
            }
            correct += best == set.label(i) ? 1 : 0;
        }
        return (double) correct / count;
    }

    @Override
    public Classifier load(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.capacity() != 8 + 40 * PIXELS || bytes.getInt() != MAGIC) {
            throw new BadDataException(file + ": not a model, expected one that 'affnist' wrote");
        }
        boolean centred = bytes.getInt() == 1;
        float[] means = new float[10 * PIXELS];
        bytes.asFloatBuffer().get(means);
        return new Means(centred, means);
    }

    private static final class Means implements Classifier {
        private final boolean centred;
        private final float[] means;

        Means(boolean centred, float[] means) {
            this.centred = centred;
            this.means = means;
        }

        @Override
        public String model() {
            return centred ? "centred-mean" : "mean";
        }

        @Override
        public long parameters() {
            return means.length;
        }

        /** Made-up figures, the map's first entry for its error, for the centred model alone. */
        @Override
        public Optional<LayerErrors> equivarianceErrors(float[] images, int count, double[] elements) {
            List<Double> errors = IntStream.range(0, elements.length / 4)
                    .mapToObj(i -> Math.abs(elements[4 * i]))
                    .toList();
            return centred ? Optional.of(new LayerErrors(List.of("output"), List.of(errors))) : Optional.empty();
        }

        void learn(float[] image, int label, int seen) {
            for (int p = 0; p < PIXELS; p++) {
                means[label * PIXELS + p] += (image[p] - means[label * PIXELS + p]) / seen;
            }
        }

        float[] prepare(float[] images, int at) {
            float[] image = Arrays.copyOfRange(images, at * PIXELS, (at + 1) * PIXELS);
            if (!centred) {
                return image;
            }
            double mass = 1e-9;
            double row = 0;
            double col = 0;
            for (int p = 0; p < PIXELS; p++) {
                mass += image[p];
                int r = p / SIDE;
                row += image[p] * r;
                col += image[p] * (p - r * SIDE);
            }
            int down = (int) Math.round(19.5 - row / mass);
            int right = (int) Math.round(19.5 - col / mass);
            float[] moved = new float[PIXELS];
            for (int p = 0; p < PIXELS; p++) {
                int r = p / SIDE - down;
                int c = p % SIDE - right;
                moved[p] = r >= 0 && r < SIDE && c >= 0 && c < SIDE ? image[r * SIDE + c] : 0;
            }
            return moved;
        }

        @Override
        public void probabilities(float[] images, int count, float[] out) {
            for (int i = 0; i < count; i++) {
                float[] image = prepare(images, i);
                double[] score = new double[10];
                for (int c = 0; c < 10; c++) {
                    for (int p = 0; p < PIXELS; p++) {
                        double d = image[p] - means[c * PIXELS + p];
                        score[c] -= d * d / 4;
                    }
                }
                double most = Arrays.stream(score).max().orElseThrow();
                double sum = Arrays.stream(score).map(s -> Math.exp(s - most)).sum();
                for (int c = 0; c < 10; c++) {
                    out[10 * i + c] = (float) (Math.exp(score[c] - most) / sum);
                }
            }
        }

        @Override
        public Optional<float[]> canonical(float[] images, int count) {
            if (!centred) {
                return Optional.empty();
            }
            float[] out = new float[count * PIXELS];
            for (int i = 0; i < count; i++) {
                System.arraycopy(prepare(images, i), 0, out, i * PIXELS, PIXELS);
            }
            return Optional.of(out);
        }

        @Override
        public void save(Path file, Provenance provenance) {
            ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * means.length);
            bytes.putInt(MAGIC).putInt(centred ? 1 : 0).asFloatBuffer().put(means);
            try {
                WholeFile.write(file, out -> out.write(bytes.array()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

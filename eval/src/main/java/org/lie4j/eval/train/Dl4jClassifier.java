package org.lie4j.eval.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Recipe;
import org.lie4j.eval.metrics.LayerErrors;
import org.lie4j.eval.run.Classifier;
import org.lie4j.eval.run.GroupKernels;
import org.lie4j.eval.run.Provenance;
import org.lie4j.kernels.AffineFrame;
import org.lie4j.kernels.AffineFrameLayer;
import org.lie4j.kernels.EquivarianceError;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A trained network. */
final class Dl4jClassifier implements Classifier {
    private static final String KIND = "model";
    private static final int SIDE = Recipe.SIDE;
    private static final int PIXELS = SIDE * SIDE;

    /** Images per pass: larger ones only need more memory. */
    private static final int BATCH = 128;

    private final String model;
    private final Network network;

    Dl4jClassifier(String model, Network network) {
        this.model = model;
        this.network = network;
    }

    static Dl4jClassifier load(Path file) throws IOException {
        NetworkArchive.Content content = NetworkArchive.read(file, KIND, false);
        Dl4jClassifier classifier =
                new Dl4jClassifier(content.header().path("model").asText("?"), content.network());
        try {
            classifier.probabilities(new float[PIXELS], 1, new float[ImageSet.CLASSES]);
        } catch (RuntimeException e) {
            throw new BadDataException(
                    file + ": not a network from " + SIDE + "x" + SIDE + " images to " + ImageSet.CLASSES
                            + " probabilities, expected one that 'affnist' wrote",
                    e);
        }
        return classifier;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public long parameters() {
        return network.parameters();
    }

    @Override
    public void probabilities(float[] images, int count, float[] out) {
        for (int from = 0; from < count; from += BATCH) {
            int number = Math.min(BATCH, count - from);
            float[] part = Arrays.copyOfRange(images, from * PIXELS, (from + number) * PIXELS);
            INDArray rows = network.output(Nd4j.create(part, new long[] {number, 1, SIDE, SIDE}));
            if (rows.size(1) != ImageSet.CLASSES) {
                throw new IllegalStateException("expected " + ImageSet.CLASSES + " classes, got " + rows.size(1));
            }
            float[] values = rows.dup('c').data().asFloat();
            System.arraycopy(values, 0, out, from * ImageSet.CLASSES, number * ImageSet.CLASSES);
        }
    }

    @Override
    public void save(Path file, Provenance provenance) throws IOException {
        ObjectNode header = NetworkArchive.header();
        header.put("model", model);
        header.set("provenance", NetworkArchive.json(provenance));
        NetworkArchive.write(file, KIND, header, network, false);
    }

    @Override
    public Optional<float[]> canonical(float[] images, int count) {
        for (Layer layer : network.layers()) {
            if (layer.conf().getLayer() instanceof AffineFrameLayer frame) {
                return Optional.of(canonical(frame.getFrame(), images, count));
            }
        }
        return Optional.empty();
    }

    @Override
    public OptionalLong multiplyAdds() {
        return OptionalLong.of(network.multiplyAdds());
    }

    @Override
    public Optional<GroupKernels> kernels() {
        return LiftingKernels.of(network.layers());
    }

    @Override
    public Optional<LayerErrors> equivarianceErrors(float[] images, int count, double[] elements) {
        float[] shown = Arrays.copyOf(images, count * PIXELS);
        EquivarianceError error =
                network.equivarianceErrors(elements, Nd4j.create(shown, new long[] {count, 1, SIDE, SIDE}));
        List<String> names = new ArrayList<>();
        List<List<Double>> errors = new ArrayList<>();
        Stream.concat(error.layers().stream(), Stream.of(error.output())).forEach(summary -> {
            names.add(summary.name());
            errors.add(summary.byElement().stream()
                    .map(EquivarianceError.AtElement::error)
                    .toList());
        });
        return Optional.of(new LayerErrors(names, errors));
    }

    /** Canonical images in the middle of a field of the input's size; what does not fit is cut off. */
    private static float[] canonical(AffineFrame affine, float[] images, int count) {
        float[] out = new float[count * PIXELS];
        int size = affine.size();
        double[] image = new double[PIXELS];
        double[] frame = new double[AffineFrame.FRAME_LENGTH];
        double[] warped = new double[size * size];
        int border = Math.floorDiv(SIDE - size, 2);
        for (int i = 0; i < count; i++) {
            for (int p = 0; p < PIXELS; p++) {
                image[p] = images[i * PIXELS + p];
            }
            affine.find(image, 0, SIDE, SIDE, frame, 0);
            affine.warp(image, 0, SIDE, SIDE, frame, 0, warped, 0);
            for (int row = Math.max(0, border); row < Math.min(SIDE, border + size); row++) {
                for (int column = Math.max(0, border); column < Math.min(SIDE, border + size); column++) {
                    out[i * PIXELS + row * SIDE + column] = (float) warped[(row - border) * size + column - border];
                }
            }
        }
        return out;
    }
}

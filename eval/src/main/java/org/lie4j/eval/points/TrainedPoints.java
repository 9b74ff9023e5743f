package org.lie4j.eval.points;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.apen.data.CloudSet;
import org.lie4j.apen.models.ApenInference;
import org.lie4j.apen.models.ApenPrediction;
import org.lie4j.apen.models.ApenTargets;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.train.Network;
import org.lie4j.eval.train.NetworkArchive;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network for clouds that was trained.
 *
 * @param model which
 * @param task what it tells
 * @param radius root mean square distance of training points from their cloud's mean: the size of the clouds that it knows
 * @param network the network
 */
public record TrainedPoints(PointModel model, PointTask task, double radius, ComputationGraph network) {
    private static final String KIND = "point model";

    private static final double ROUNDING = 1e-12;

    /** As in the file. */
    private record Header(String model, PointTask task, double radius) {}

    /** Root mean square distance of points from their cloud's mean. */
    static double radius(CloudSet clouds) {
        double sum = 0;
        for (int cloud = 0; cloud < clouds.count(); cloud++) {
            double own = radius(clouds.cloud(cloud).points());
            sum += own * own;
        }
        return Math.sqrt(sum / clouds.count());
    }

    private static double radius(double[] x) {
        double[] mean = mean(x);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - mean[i % 3]) * (x[i] - mean[i % 3]);
        }
        return Math.sqrt(3 * sum / x.length);
    }

    private static double[] mean(double[] x) {
        double[] mean = new double[3];
        for (int i = 0; i < x.length; i++) {
            mean[i % 3] += 3 * x[i] / x.length;
        }
        return mean;
    }

    /**
     * Writes it, whole or not at all.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        ObjectNode header = NetworkArchive.header();
        header.set("points", NetworkArchive.json(new Header(model.word(), task, radius)));
        NetworkArchive.write(file, KIND, header, new Network.Graph(network), false);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param file the file
     * @return the network
     * @throws BadDataException if it is something else or damaged
     * @throws IOException if it cannot be read
     */
    public static TrainedPoints load(Path file) throws IOException {
        NetworkArchive.Content content = NetworkArchive.read(file, KIND, false);
        Header header = NetworkArchive.parse(content.header().path("points"), Header.class, file);
        if (header == null || !(content.network() instanceof Network.Graph graph)) {
            throw new BadDataException(file + ": does not say which network it holds, expected one for clouds");
        }
        try {
            return new TrainedPoints(PointModel.named(header.model()), header.task(), header.radius(), graph.model());
        } catch (IllegalArgumentException e) {
            throw new BadDataException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * What it says of a cloud.
     *
     * @param labels {@code [n]}, the most probable classes, or {@code [1]} where clouds have them
     * @param uncertainty of each label, one less its probability
     * @param parts the parts that were found, in the last layer; empty if the network finds none
     * @param partUncertainty {@code [n]}, how unsure each point's part is; empty if the network finds none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int[] labels, double[] uncertainty, int[] parts, double[] partUncertainty) {}

    /**
     * Answers for a cloud of any size and place: it is centred, and brought to the size of those of the training.
     *
     * @param points {@code [n, 3]}, finite; not modified
     * @param rescale whether to bring it to that size
     * @return the answer
     * @throws IllegalArgumentException if all points are the same, one is not finite, or there are fewer than the network has cells at its start
     */
    public Answer answer(double[] points, boolean rescale) {
        double[] x = normalised(points, rescale);
        if (!model.hasParts()) {
            INDArray out = network.outputSingle(ApenTargets.positions(DataType.FLOAT, List.of(x)));
            INDArray rows = out.rank() == 3 ? out.permute(0, 2, 1) : out;
            return answer(rows.dup('c').data().asDouble(), new int[0], new double[0]);
        }
        ApenPrediction found = ApenInference.of(model.apen(task), network).predict(x);
        int last = model.apen(task).layers();
        return answer(found.probabilities(), found.partition(last).compact().labels(), found.uncertainty(last));
    }

    private Answer answer(double[] probabilities, int[] parts, double[] partUncertainty) {
        int classes = task.classes().size();
        int[] labels = new int[probabilities.length / classes];
        double[] uncertainty = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            for (int c = 1; c < classes; c++) {
                if (probabilities[i * classes + c] > probabilities[i * classes + labels[i]]) {
                    labels[i] = c;
                }
            }
            uncertainty[i] = 1 - probabilities[i * classes + labels[i]];
        }
        return new Answer(labels, uncertainty, parts, partUncertainty);
    }

    private double[] normalised(double[] points, boolean rescale) {
        if (points.length == 0
                || points.length % 3 != 0
                || !Arrays.stream(points).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "points: expected [n >= 1, 3] finite numbers, got " + points.length + " numbers");
        }
        int least = model.leastPoints(task);
        if (points.length / 3 < least) {
            throw new IllegalArgumentException("points: expected at least the " + least
                    + " that the network's cells and neighbourhoods need, got " + points.length / 3);
        }
        double[] mean = mean(points);
        double own = radius(points);
        double far = Arrays.stream(points).map(Math::abs).max().orElse(0);
        // The mean of equal numbers is rounded, so that they seem apart by some of their last bits.
        if (rescale && !(own > ROUNDING * far)) {
            throw new IllegalArgumentException("points: expected some that are apart, got " + points.length / 3
                    + " at one place, which have no size");
        }
        double scale = rescale ? radius / own : 1;
        double[] x = new double[points.length];
        Arrays.setAll(x, i -> scale * (points[i] - mean[i % 3]));
        return x;
    }
}

package org.lie4j.apen.models;

import java.util.Arrays;
import java.util.List;
import org.lie4j.apen.geometry.LabelledCloud;
import org.lie4j.apen.partitions.Partition;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Clouds with parts as the arrays that {@link Apen} takes and learns from. All clouds of a batch have equally many points. */
public final class ApenTargets {
    private ApenTargets() {}

    /**
     * A batch for a network that gives points their classes.
     *
     * @param network the network, with {@link Apen.Parts} other than EACH_GIVEN
     * @param clouds the clouds with their true parts, at least 1
     * @param classes of each cloud {@code [n]}, each from 0
     * @param type the network's type
     * @return inputs and labels in the order of the graph's
     * @throws IllegalArgumentException if a size or a class is outside its domain
     */
    public static MultiDataSet segmentation(
            Apen network, List<LabelledCloud> clouds, List<int[]> classes, DataType type) {
        require(network.isSegmentation(), "network: expected one that gives points their classes");
        require(
                classes.size() == clouds.size(),
                "classes: expected those of " + clouds.size() + " clouds, got " + classes.size());
        int n = points(clouds);
        float[] task = new float[clouds.size() * network.classes() * n];
        for (int b = 0; b < clouds.size(); b++) {
            int[] of = classes.get(b);
            require(of.length == n, "classes: expected those of " + n + " points, got " + of.length);
            for (int i = 0; i < n; i++) {
                task[(b * network.classes() + requireClass(network, of[i])) * n + i] = 1;
            }
        }
        return batch(network, clouds, array(type, task, clouds.size(), network.classes(), n), type);
    }

    /**
     * A batch for a network that gives clouds their classes.
     *
     * @param network the network, with {@link Apen.Parts} other than EACH_GIVEN
     * @param clouds the clouds with their true parts, at least 1
     * @param classes {@code [batch]}, each from 0
     * @param type the network's type
     * @return inputs and labels in the order of the graph's
     * @throws IllegalArgumentException if a size or a class is outside its domain
     */
    public static MultiDataSet classification(Apen network, List<LabelledCloud> clouds, int[] classes, DataType type) {
        require(!network.isSegmentation(), "network: expected one that gives clouds their classes");
        require(
                classes.length == clouds.size(),
                "classes: expected those of " + clouds.size() + " clouds, got " + classes.length);
        float[] task = new float[clouds.size() * network.classes()];
        for (int b = 0; b < classes.length; b++) {
            task[b * network.classes() + requireClass(network, classes[b])] = 1;
        }
        return batch(network, clouds, array(type, task, clouds.size(), network.classes()), type);
    }

    private static MultiDataSet batch(Apen network, List<LabelledCloud> clouds, INDArray task, DataType type) {
        require(network.parts() != Apen.Parts.EACH_GIVEN, "network: expected one that is trained");
        INDArray positions =
                positions(type, clouds.stream().map(LabelledCloud::points).toList());
        List<Partition> parts = clouds.stream().map(LabelledCloud::parts).toList();
        INDArray[] inputs = network.parts() == Apen.Parts.GIVEN
                ? new INDArray[] {positions, partitions(type, parts)}
                : new INDArray[] {positions};
        INDArray[] labels = new INDArray[network.outputs().size()];
        Arrays.fill(labels, votes(type, clouds));
        labels[0] = task;
        return new MultiDataSet(inputs, labels);
    }

    /**
     * Positions of clouds.
     *
     * @param type type of the array
     * @param clouds of each {@code [n, 3]}, finite; not modified
     * @return new array {@code [batch, 3, n]}
     * @throws IllegalArgumentException if sizes differ, or are no multiple of 3
     */
    public static INDArray positions(DataType type, List<double[]> clouds) {
        require(!clouds.isEmpty(), "clouds: expected at least 1, got none");
        int length = clouds.get(0).length;
        require(length > 0 && length % 3 == 0, "points: expected [n, 3], got " + length + " numbers");
        double[] all = new double[clouds.size() * length];
        int n = length / 3;
        for (int b = 0; b < clouds.size(); b++) {
            double[] x = clouds.get(b);
            require(x.length == length, "clouds: expected " + n + " points each, got " + x.length + " numbers");
            for (int i = 0; i < length; i++) {
                all[(3 * b + i % 3) * n + i / 3] = x[i];
            }
        }
        return Nd4j.createFromArray(all).reshape(clouds.size(), 3, n).castTo(type);
    }

    /**
     * Labels of partitions.
     *
     * @param type type of the array
     * @param partitions of equally many points
     * @return new array {@code [batch, 1, n]}
     * @throws IllegalArgumentException if there is none, or sizes differ
     */
    public static INDArray partitions(DataType type, List<Partition> partitions) {
        require(!partitions.isEmpty(), "partitions: expected at least 1, got none");
        int n = partitions.get(0).size();
        float[] all = new float[partitions.size() * n];
        for (int b = 0; b < partitions.size(); b++) {
            Partition partition = partitions.get(b);
            require(partition.size() == n, "partitions: expected " + n + " points each, got " + partition.size());
            for (int i = 0; i < n; i++) {
                all[b * n + i] = partition.label(i);
            }
        }
        return array(type, all, partitions.size(), 1, n);
    }

    /**
     * What points should vote for: the mean of the points of their own true part.
     *
     * @param type type of the array
     * @param clouds the clouds with their true parts
     * @return new array {@code [batch, 3, n]}
     * @throws IllegalArgumentException if there is none, or sizes differ
     */
    public static INDArray votes(DataType type, List<LabelledCloud> clouds) {
        return positions(type, clouds.stream().map(ApenTargets::centres).toList());
    }

    private static double[] centres(LabelledCloud cloud) {
        Partition parts = cloud.parts();
        double[] x = cloud.points();
        double[] means = new double[3 * parts.parts()];
        for (int i = 0; i < x.length; i++) {
            int part = parts.label(i / 3);
            means[3 * part + i % 3] += x[i] / parts.partSize(part);
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = means[3 * parts.label(i / 3) + i % 3];
        }
        return x;
    }

    private static int points(List<LabelledCloud> clouds) {
        require(!clouds.isEmpty(), "clouds: expected at least 1, got none");
        return clouds.get(0).size();
    }

    private static int requireClass(Apen network, int label) {
        require(
                label >= 0 && label < network.classes(),
                "classes: expected 0 to " + (network.classes() - 1) + ", got " + label);
        return label;
    }

    private static INDArray array(DataType type, float[] values, long... shape) {
        return Nd4j.createFromArray(values).reshape(shape).castTo(type);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

package org.lie4j.apen.networks;

import java.util.SplittableRandom;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.apen.partitions.PieceMotions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Clouds of parts for the tests, as arrays {@code [batch, 3, n]} and {@code [batch, 1, n]}. */
public final class PartClouds {
    private PartClouds() {}

    /** Boxes of different sides and lopsided density, so that no axes are near to equal: {@code [n, 3]}. */
    public static double[] boxes(int[] sizes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = java.util.Arrays.stream(sizes).sum();
        double[] x = new double[3 * n];
        int i = 0;
        for (int part = 0; part < sizes.length; part++) {
            for (int k = 0; k < sizes[part]; k++, i++) {
                x[3 * i] = part + 0.9 * random.nextDouble();
                x[3 * i + 1] = 0.6 * Math.pow(random.nextDouble(), 2);
                x[3 * i + 2] = 0.3 * Math.pow(random.nextDouble(), 3);
            }
        }
        return x;
    }

    /** Parts whose points take turns. */
    public static Partition shuffled(int[] sizes) {
        return Partition.of(java.util.stream.IntStream.range(0, sizes.length)
                .flatMap(part -> java.util.stream.IntStream.generate(() -> part).limit(sizes[part]))
                .toArray());
    }

    public static INDArray array(DataType type, double[]... clouds) {
        int n = clouds[0].length / 3;
        INDArray out = Nd4j.create(DataType.DOUBLE, clouds.length, 3, n);
        for (int b = 0; b < clouds.length; b++) {
            for (int i = 0; i < 3 * n; i++) {
                out.putScalar(b, i % 3, i / 3, clouds[b][i]);
            }
        }
        return out.castTo(type);
    }

    public static INDArray array(DataType type, Partition... partitions) {
        INDArray out = Nd4j.create(DataType.DOUBLE, partitions.length, 1, partitions[0].size());
        for (int b = 0; b < partitions.length; b++) {
            for (int i = 0; i < partitions[b].size(); i++) {
                out.putScalar(b, 0, i, partitions[b].label(i));
            }
        }
        return out.castTo(type);
    }

    /** Rows {@code [n, 3]} of three channels of a cloud. */
    public static double[] rows(INDArray array, int cloud, int firstChannel) {
        int n = (int) array.size(2);
        double[] out = new double[3 * n];
        for (int i = 0; i < 3 * n; i++) {
            out[i] = array.getDouble(cloud, firstChannel + i % 3, i / 3);
        }
        return out;
    }

    public static PieceMotions motions(int parts, boolean reflections, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] r = new double[9 * parts];
        org.lie4j.groups.sampling.HaarSO.sampleHaar(org.lie4j.groups.SO.of(3), random, r, 0, parts);
        for (int i = 0; i < r.length && reflections; i++) {
            r[i] *= i / 9 % 2 == 0 ? -1 : 1;
        }
        double[] t = random.doubles(3L * parts, -1, 1).toArray();
        return PieceMotions.of(3, r, t);
    }
}

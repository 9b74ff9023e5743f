package org.lie4j.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.LieGroup;
import org.lie4j.groups.SE2;
import org.lie4j.groups.SE3;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO3;
import org.lie4j.groups.Sim3;

/** The same thousand elements for every library. */
final class Batch {
    static final int COUNT = 1000;

    final LieGroup group;

    /** Tangent vectors. */
    final double[] tangents;

    /** Their exponentials. */
    final double[] elements;

    /** Their exponentials as matrices. */
    final double[] matrices;

    /** The matrices of the Lie algebra. */
    final double[] generators;

    private Batch(LieGroup group, double size) {
        this.group = group;
        int d = group.dimension();
        int m = group.matrixSize() * group.matrixSize();
        tangents =
                new SplittableRandom(1).doubles((long) COUNT * d, -size, size).toArray();
        elements = new double[COUNT * group.elementLength()];
        matrices = new double[COUNT * m];
        generators = new double[COUNT * m];
        group.exp(tangents, 0, elements, 0, COUNT);
        group.toMatrix(elements, 0, matrices, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            group.hat(tangents, i * d, generators, i * m);
        }
    }

    /**
     * A batch by the group's name: coordinates up to 1, for matrix groups up to 0.7.
     *
     * @param name for example {@code GL+(3)}
     * @return the batch
     */
    static Batch of(String name) {
        return switch (name) {
            case "SE(2)" -> new Batch(SE2.INSTANCE, 1);
            case "SO(3)" -> new Batch(SO3.INSTANCE, 1);
            case "SE(3)" -> new Batch(SE3.INSTANCE, 1);
            case "Sim(3)" -> new Batch(Sim3.INSTANCE, 1);
            case "SL(2)" -> new Batch(SL.of(2), 0.7);
            case "GL+(2)" -> new Batch(GLPlus.of(2), 0.7);
            case "SL(3)" -> new Batch(SL.of(3), 0.7);
            case "GL+(3)" -> new Batch(GLPlus.of(3), 0.7);
            default -> throw new IllegalArgumentException("group: got " + name);
        };
    }

    /** Makes sure that a peer computes the same thing. */
    static void requireSame(String what, double[] expected, double[] actual) {
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        if (!(worst < 1e-9)) {
            throw new IllegalStateException(what + ": expected the same results, got a difference of " + worst + " in "
                    + Arrays.toString(Arrays.copyOf(actual, 9)));
        }
    }
}

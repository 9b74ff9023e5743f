package org.lie4j.kernels.internal;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.lie4j.groups.SO;
import org.lie4j.kernels.VolumeFrame;
import org.lie4j.kernels.VolumeFrameLayer;
import org.nd4j.linalg.api.buffer.DataType;

/** Runtime of {@link VolumeFrameLayer}. */
public final class VolumeFrameRuntime extends MomentFrameRuntime<VolumeFrameLayer> {
    private static final long serialVersionUID = 1;
    private static final SO ROTATIONS = SO.of(3);

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link VolumeFrameLayer}
     * @param dataType the network's type
     */
    public VolumeFrameRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    double largestTurn(boolean training) {
        return training ? layerConf().getTrainingArc() : 0;
    }

    @Override
    void turn(boolean training, int example, double[] turns, int at) {
        SplittableRandom random = new SplittableRandom(Draws.seed(layerConf().getSeed(), getIterationCount(), example));
        VolumeFrame.turn(turns, at, rotation(layerConf().getTrainingArc(), random));
    }

    /**
     * A rotation, by Haar measure among those up to an angle: a rotation vector uniform in the ball is taken with the density of Haar measure there, at most 1. Of the vectors of a cube 3 to 5 in 10 are.
     *
     * @param largest the largest angle, in (0, π]
     * @param random source of randomness
     * @return new array {@code [3, 3]}
     */
    static double[] rotation(double largest, SplittableRandom random) {
        double[] vector = new double[3];
        do {
            for (int k = 0; k < 3; k++) {
                vector[k] = random.nextDouble(-largest, largest);
            }
        } while (vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2] > largest * largest
                || random.nextDouble() > ROTATIONS.haarDensity(vector, 0));
        return ROTATIONS.exp(vector);
    }
}

package org.lie4j.kernels.internal;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.lie4j.kernels.AffineFrame;
import org.lie4j.kernels.AffineFrameLayer;
import org.nd4j.linalg.api.buffer.DataType;

/** Runtime of {@link AffineFrameLayer}: canonical images may be turned in inference too. */
public final class AffineFrameRuntime extends MomentFrameRuntime<AffineFrameLayer> {
    private static final long serialVersionUID = 1;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding an {@link AffineFrameLayer}
     * @param dataType the network's type
     */
    public AffineFrameRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    double largestTurn(boolean training) {
        return training ? layerConf().getTrainingArc() : Math.abs(layerConf().getTurn());
    }

    @Override
    void turn(boolean training, int example, double[] turns, int at) {
        double angle = training
                ? layerConf().getTrainingArc() * draw(example)
                : layerConf().getTurn();
        AffineFrame.turn(turns, at, angle);
    }
}

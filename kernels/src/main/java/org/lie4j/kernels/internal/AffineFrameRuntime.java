package org.lie4j.kernels.internal;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.lie4j.kernels.AffineFrame;
import org.lie4j.kernels.AffineFrameLayer;
import org.nd4j.linalg.api.buffer.DataType;

/** Runtime of {@link AffineFrameLayer}: canonical images may be turned, and err in training. */
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

    /**
     * A turn resamples the canonical image once more, instead of the input by frame and turn in one: what a deformed input goes
     * through has been resampled twice too, and is as blurred.
     */
    @Override
    double[] turns(boolean training, int batch) {
        AffineFrameLayer layer = layerConf();
        AffineFrame frame = layer.getFrame();
        boolean erring = training && (layer.getTrainingStretch() > 0 || layer.getTrainingShift() > 0);
        if (!erring && (training ? layer.getTrainingArc() : layer.getTurn()) == 0) {
            return new double[0];
        }
        double[] all = new double[batch * AffineFrame.FRAME_LENGTH];
        double centre = 0.5 * (frame.size() - 1);
        for (int n = 0; n < batch; n++) {
            int at = n * AffineFrame.FRAME_LENGTH;
            all[at] = frame.spread();
            all[at + 2] = centre;
            all[at + 4] = frame.spread();
            all[at + 5] = centre;
            if (erring) {
                err(all, at, n);
            }
            AffineFrame.turn(all, at, training ? layer.getTrainingArc() * draw(n) : layer.getTurn());
        }
        return all;
    }

    private void err(double[] all, int at, int example) {
        double stretch = layerConf().getTrainingStretch();
        double shift = layerConf().getTrainingShift();
        all[at] *= Math.exp(stretch * draw(example, 1));
        all[at + 1] = layerConf().getFrame().spread() * stretch * draw(example, 2);
        all[at + 2] += shift * draw(example, 3);
        all[at + 4] *= Math.exp(stretch * draw(example, 4));
        all[at + 5] += shift * draw(example, 5);
    }

    /** Uniform on [-1, 1). */
    private double draw(long... what) {
        long[] parts = new long[what.length + 2];
        parts[0] = layerConf().getSeed();
        parts[1] = getIterationCount();
        System.arraycopy(what, 0, parts, 2, what.length);
        return 2 * Draws.uniform(parts) - 1;
    }
}

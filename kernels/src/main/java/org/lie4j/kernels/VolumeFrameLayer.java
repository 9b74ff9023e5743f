package org.lie4j.kernels;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.VolumeFrameRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Brings each volume to its {@link VolumeFrame}: translation and the symmetric factor of the affine group of space are gone, a rotation
 * is left.
 *
 * <p>Input {@code [batch, channels, depth, height, width]}, output {@code [batch, channels, size, size, size]}. The frame comes from the sum
 * over the channels. In training the canonical volume may be turned, stretched and moved at random, as a frame errs; the draws
 * depend on (seed, iteration, example) alone. Back-propagation goes through the resampling with the frame held fixed.
 *
 * @serial exclude
 */
public final class VolumeFrameLayer extends MomentFrameLayer<VolumeFrameLayer> {
    private VolumeFrame frame = VolumeFrame.of(16, 3);

    private VolumeFrameLayer() {}

    @Override
    VolumeFrameLayer copy() {
        return (VolumeFrameLayer) clone();
    }

    /**
     * A layer that applies a frame.
     *
     * @param frame the frame
     * @return the configuration, without turning and erring in training
     */
    public static VolumeFrameLayer of(VolumeFrame frame) {
        VolumeFrameLayer layer = new VolumeFrameLayer();
        layer.frame = Objects.requireNonNull(frame, "frame");
        return layer;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType type) {
        return Instantiation.complete(new VolumeFrameRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    @Override
    public VolumeFrame getFrame() {
        return frame;
    }

    void setFrame(VolumeFrame frame) {
        this.frame = frame;
    }
}

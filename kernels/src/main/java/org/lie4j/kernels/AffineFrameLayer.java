package org.lie4j.kernels;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.internal.AffineFrameRuntime;
import org.lie4j.kernels.internal.Instantiation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Brings each image to its {@link AffineFrame}: translation and the symmetric factor of the affine group are gone, a rotation
 * is left.
 *
 * <p>Input {@code [batch, channels, height, width]}, output {@code [batch, channels, size, size]}. The frame comes from the sum
 * over the channels. In training the canonical image may be turned, stretched and moved at random, as a frame errs; the draws
 * depend on (seed, iteration, example) alone. Back-propagation goes through the resampling with the frame held fixed.
 *
 * @serial exclude
 */
public final class AffineFrameLayer extends MomentFrameLayer<AffineFrameLayer> {
    private AffineFrame frame = AffineFrame.of(28, 5);
    private double turn;

    private AffineFrameLayer() {}

    @Override
    AffineFrameLayer copy() {
        return (AffineFrameLayer) clone();
    }

    /**
     * A layer that applies a frame.
     *
     * @param frame the frame
     * @return the configuration, without turning and erring in training
     */
    public static AffineFrameLayer of(AffineFrame frame) {
        AffineFrameLayer layer = new AffineFrameLayer();
        layer.frame = Objects.requireNonNull(frame, "frame");
        return layer;
    }

    /**
     * This layer, turning canonical images in inference by a given angle; see {@link ResidualRotations}.
     *
     * @param angle radians, from x to y
     * @return the changed copy
     * @throws IllegalArgumentException if the angle is not finite
     */
    public AffineFrameLayer turnedBy(double angle) {
        if (!Double.isFinite(angle)) {
            throw new IllegalArgumentException("angle: expected finite radians, got " + angle);
        }
        AffineFrameLayer changed = copy();
        changed.turn = angle;
        return changed;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType type) {
        return Instantiation.complete(new AffineFrameRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    @Override
    public AffineFrame getFrame() {
        return frame;
    }

    /**
     * The angle by which canonical images are turned in inference.
     *
     * @return radians
     */
    public double getTurn() {
        return turn;
    }

    void setFrame(AffineFrame frame) {
        this.frame = frame;
    }

    void setTurn(double turn) {
        this.turn = turn;
    }
}

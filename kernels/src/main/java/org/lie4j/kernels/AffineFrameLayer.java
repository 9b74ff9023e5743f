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
public final class AffineFrameLayer extends MomentFrameLayer {
    private AffineFrame frame = AffineFrame.of(28, 5);
    private double trainingArc;
    private double trainingStretch;
    private double trainingShift;
    private long seed;
    private double turn;

    private AffineFrameLayer() {}

    private AffineFrameLayer copy() {
        return (AffineFrameLayer) clone();
    }

    /**
     * A layer that applies a frame.
     *
     * @param frame the frame
     * @return the configuration, without turning in training
     */
    public static AffineFrameLayer of(AffineFrame frame) {
        AffineFrameLayer layer = new AffineFrameLayer();
        layer.frame = Objects.requireNonNull(frame, "frame");
        return layer;
    }

    /**
     * This layer, turning canonical images in training.
     *
     * @param halfAngle largest angle in radians, in [0, π]
     * @param newSeed seed of the angles
     * @return the changed copy
     * @throws IllegalArgumentException if the angle is outside its domain
     */
    public AffineFrameLayer turningInTraining(double halfAngle, long newSeed) {
        if (!(halfAngle >= 0 && halfAngle <= Math.PI)) {
            throw new IllegalArgumentException("halfAngle: expected radians in [0, pi], got " + halfAngle);
        }
        AffineFrameLayer changed = copy();
        changed.trainingArc = halfAngle;
        changed.seed = newSeed;
        return changed;
    }

    /**
     * This layer, with a canonical form that errs in training: thin strokes, clutter and the pixel grid leave a few per cent of
     * stretch and a fraction of a pixel, and what follows should not mind. The canonical image is stretched by e^a along x and
     * e^b along y, sheared by c and moved by d pixels along each axis, all uniform and independent, |a|, |b|, |c| ≤ {@code stretch},
     * |d| ≤ {@code shift}. Drawn with the seed of the turns.
     *
     * @param stretch largest logarithm of a stretch, in [0, 1)
     * @param shift largest shift in pixels of the canonical image, finite and at least 0
     * @return the changed copy
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public AffineFrameLayer erringInTraining(double stretch, double shift) {
        if (!(stretch >= 0 && stretch < 1 && shift >= 0 && shift < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected a stretch in [0, 1) and a finite shift of 0 or more pixels, got " + stretch + " and "
                            + shift);
        }
        AffineFrameLayer changed = copy();
        changed.trainingStretch = stretch;
        changed.trainingShift = shift;
        return changed;
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

    /**
     * Largest angle by which canonical images are turned in training.
     *
     * @return radians
     */
    public double getTrainingArc() {
        return trainingArc;
    }

    /**
     * Largest stretch of canonical images in training.
     *
     * @return a logarithm
     */
    public double getTrainingStretch() {
        return trainingStretch;
    }

    /**
     * Largest shift of canonical images in training.
     *
     * @return pixels of the canonical image
     */
    public double getTrainingShift() {
        return trainingShift;
    }

    /**
     * Seed of what is random in training.
     *
     * @return the seed
     */
    public long getSeed() {
        return seed;
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

    void setTrainingArc(double trainingArc) {
        this.trainingArc = trainingArc;
    }

    void setTrainingStretch(double trainingStretch) {
        this.trainingStretch = trainingStretch;
    }

    void setTrainingShift(double trainingShift) {
        this.trainingShift = trainingShift;
    }

    void setSeed(long seed) {
        this.seed = seed;
    }

    void setTurn(double turn) {
        this.turn = turn;
    }
}

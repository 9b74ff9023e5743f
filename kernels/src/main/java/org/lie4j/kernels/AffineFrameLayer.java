package org.lie4j.kernels;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.internal.AffineFrameRuntime;
import org.lie4j.kernels.internal.InputTypes;
import org.lie4j.kernels.internal.Instantiation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Brings each image to its {@link AffineFrame}: translation and the symmetric factor of the affine group are gone, a rotation
 * is left.
 *
 * <p>Input {@code [batch, channels, height, width]}, output {@code [batch, channels, size, size]}. The frame comes from the sum
 * over the channels. In training the canonical image may be turned by an angle uniform on [-trainingArc, trainingArc], drawn from
 * (seed, iteration, example) alone. Back-propagation goes through the resampling with the frame held fixed.
 *
 * @serial exclude
 */
public final class AffineFrameLayer extends NoParamLayer {
    private AffineFrame frame = AffineFrame.of(28, 5);
    private double trainingArc;
    private long seed;
    private double turn;

    private AffineFrameLayer() {}

    private AffineFrameLayer(AffineFrame frame, double trainingArc, long seed, double turn) {
        this.frame = frame;
        this.trainingArc = trainingArc;
        this.seed = seed;
        this.turn = turn;
    }

    /**
     * A layer that applies a frame.
     *
     * @param frame the frame
     * @return the configuration, without turning in training
     */
    public static AffineFrameLayer of(AffineFrame frame) {
        return new AffineFrameLayer(Objects.requireNonNull(frame, "frame"), 0, 0, 0);
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
        return new AffineFrameLayer(frame, halfAngle, newSeed, turn);
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
        return new AffineFrameLayer(frame, trainingArc, seed, angle);
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
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.convolutional(
                frame.size(),
                frame.size(),
                InputTypes.convolutional(inputType, this).getChannels());
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return InputTypeUtil.getPreProcessorForInputTypeCnnLayers(inputType, getLayerName());
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return new LayerMemoryReport.Builder(layerName, getClass(), inputType, getOutputType(-1, inputType))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
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
     * Seed of the angles.
     *
     * @return the seed
     */
    public long getSeed() {
        return seed;
    }

    /**
     * The frame that is applied.
     *
     * @return the frame
     */
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

    void setSeed(long seed) {
        this.seed = seed;
    }

    void setTurn(double turn) {
        this.turn = turn;
    }
}

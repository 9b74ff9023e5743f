package org.lie4j.kernels;

import java.util.Collection;
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
 */
public final class AffineFrameLayer extends NoParamLayer {
    private int size = 28;
    private double spread = 5;
    private double ridge;
    private double threshold;
    private double trainingArc;
    private long seed;

    private AffineFrameLayer() {}

    private AffineFrameLayer(AffineFrame frame, double trainingArc, long seed) {
        this.size = frame.size();
        this.spread = frame.spread();
        this.ridge = frame.ridge();
        this.threshold = frame.threshold();
        this.trainingArc = trainingArc;
        this.seed = seed;
    }

    /**
     * A layer that applies a frame.
     *
     * @param frame the frame
     * @return the configuration, without turning in training
     */
    public static AffineFrameLayer of(AffineFrame frame) {
        return new AffineFrameLayer(frame, 0, 0);
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
        return new AffineFrameLayer(frame(), halfAngle, newSeed);
    }

    /**
     * The frame that is applied.
     *
     * @return the frame
     */
    public AffineFrame frame() {
        return new AffineFrame(size, spread, ridge, threshold);
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
                size, size, InputTypes.convolutional(inputType, this).getChannels());
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
}

package org.lie4j.kernels;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.lie4j.kernels.internal.GridType;
import org.lie4j.kernels.internal.MemoryReports;

/**
 * Configuration shared by the layers that bring images or volumes to their {@link MomentFrame}.
 *
 * @param <L> the layer's own type
 * @serial exclude
 */
public abstract sealed class MomentFrameLayer<L extends MomentFrameLayer<L>> extends NoParamLayer
        permits AffineFrameLayer, VolumeFrameLayer {
    private double trainingArc;
    private double trainingStretch;
    private double trainingShift;
    private long seed;

    MomentFrameLayer() {}

    abstract L copy();

    /**
     * This layer, turning canonical images or volumes in training. The rotations are uniform among those up to an angle: in space about any axis, all of SO(3) by Haar measure for π.
     *
     * @param largest largest angle in radians, in [0, π]
     * @param newSeed seed of the rotations
     * @return the changed copy
     * @throws IllegalArgumentException if the angle is outside its domain
     */
    public final L turningInTraining(double largest, long newSeed) {
        if (!(largest >= 0 && largest <= Math.PI)) {
            throw new IllegalArgumentException("largest: expected radians in [0, pi], got " + largest);
        }
        L changed = copy();
        changed.setTrainingArc(largest);
        changed.setSeed(newSeed);
        return changed;
    }

    /**
     * This layer, with a canonical form that errs in training: thin strokes, clutter and the pixel grid leave a few per cent of
     * stretch and a fraction of a pixel, and what follows should not mind. The canonical form is stretched by e^a along each axis, sheared by
     * b for each pair of axes and moved by d pixels along each axis, all uniform and independent, |a|, |b| ≤ {@code stretch},
     * |d| ≤ {@code shift}. Drawn with the seed of the turns.
     *
     * @param stretch largest logarithm of a stretch, in [0, 1)
     * @param shift largest shift in pixels of the canonical form, finite and at least 0
     * @return the changed copy
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public final L erringInTraining(double stretch, double shift) {
        if (!(stretch >= 0 && stretch < 1 && shift >= 0 && shift < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected a stretch in [0, 1) and a finite shift of 0 or more pixels, got " + stretch + " and "
                            + shift);
        }
        L changed = copy();
        changed.setTrainingStretch(stretch);
        changed.setTrainingShift(shift);
        return changed;
    }

    /**
     * The frame that is applied.
     *
     * @return the frame
     */
    public abstract MomentFrame<?> getFrame();

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        GridType grid = GridType.of(inputType, getFrame().dimension(), this);
        return grid.with(grid.channels(), side -> getFrame().size()).inputType();
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return GridType.preProcessor(inputType, this);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return MemoryReports.of(this, inputType);
    }

    /**
     * Largest angle by which canonical forms are turned in training.
     *
     * @return radians
     */
    public double getTrainingArc() {
        return trainingArc;
    }

    /**
     * Largest stretch of canonical forms in training.
     *
     * @return a logarithm
     */
    public double getTrainingStretch() {
        return trainingStretch;
    }

    /**
     * Largest shift of canonical forms in training.
     *
     * @return pixels of the canonical form
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
}

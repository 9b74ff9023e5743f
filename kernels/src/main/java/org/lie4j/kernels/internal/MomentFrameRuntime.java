package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.MomentFrame;
import org.lie4j.kernels.MomentFrameLayer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runtime of the layers that bring images and volumes to their frames, in training with turns, stretches and shifts of the canonical forms.
 *
 * @param <L> the layer's configuration
 */
public abstract class MomentFrameRuntime<L extends MomentFrameLayer<L>> extends ParameterlessRuntime<L> {
    private static final long serialVersionUID = 1;

    private final transient MomentFrame<?> frame;
    private final transient int[] canonicalExtents;
    private transient double[] frames = {};

    /** Turns of the canonical images in the last forward pass, as frames of their own; empty where there were none. */
    private transient double[] turns = {};

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding the layer's
     * @param dataType the network's type
     */
    MomentFrameRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        frame = ((MomentFrameLayer<?>) conf.getLayer()).getFrame();
        canonicalExtents = new int[frame.dimension()];
        Arrays.fill(canonicalExtents, frame.size());
    }

    @Override
    public Type type() {
        return frame.dimension() == 2 ? Type.CONVOLUTIONAL : Type.CONVOLUTIONAL3D;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        int n = frame.dimension();
        if (input.rank() != n + 2) {
            throw new DL4JInvalidInputException("expected input [batch, channels, "
                    + (n == 2 ? "height, width" : "depth, height, width") + "], got "
                    + Arrays.toString(input.shape()) + " " + layerId());
        }
        int batch = (int) input.size(0);
        int channels = (int) input.size(1);
        int[] extents = extents();
        long[] shape = input.shape().clone();
        Arrays.fill(shape, 2, shape.length, frame.size());
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        if (frames.length < batch * frame.frameLength()) {
            frames = new double[batch * frame.frameLength()];
        }
        turns = turns(training, batch);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(input, dataType));
            NativeReals to = NativeReals.of(out);
            IntStream.range(0, batch).parallel().forEach(example -> canonical(from, example, channels, extents, to));
        }
        return out;
    }

    private int[] extents() {
        return Arrays.stream(input.shape()).skip(2).mapToInt(Math::toIntExact).toArray();
    }

    private void canonical(NativeReals from, int example, int channels, int[] extents, NativeReals to) {
        int length = pixels(extents);
        double[] image = new double[channels * length];
        double[] sum = channels == 1 ? image : new double[length];
        double[] canonical = new double[frame.pixels()];
        double[] turned = new double[canonical.length];
        int f = example * frame.frameLength();
        from.get(example * image.length, image);
        if (channels > 1) {
            addChannels(image, sum);
        }
        try {
            frame.find(sum, 0, extents, frames, f);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("example " + example + ": " + e.getMessage() + " " + layerId(), e);
        }
        for (int c = 0; c < channels; c++) {
            frame.warp(image, c * length, extents, frames, f, canonical, 0);
            if (turns.length > 0) {
                frame.warp(canonical, 0, canonicalExtents, turns, f, turned, 0);
            }
            to.set((example * channels + c) * canonical.length, turns.length > 0 ? turned : canonical);
        }
    }

    private static int pixels(int[] extents) {
        return Arrays.stream(extents).reduce(1, Math::multiplyExact);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        if (epsilon == null) {
            // Nobody above made a gradient, because nothing below has parameters.
            return new Pair<>(new DefaultGradient(), null);
        }
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            int channels = (int) input.size(1);
            int[] extents = extents();
            NativeReals from = NativeReals.of(Arrays4d.contiguous(epsilon, dataType));
            NativeReals to = NativeReals.of(below);
            double[] canonical = new double[frame.pixels()];
            double[] unturned = new double[canonical.length];
            double[] image = new double[pixels(extents)];
            for (int map = 0; map < input.size(0) * channels; map++) {
                from.get(map * canonical.length, canonical);
                Arrays.fill(image, 0);
                int f = map / channels * frame.frameLength();
                if (turns.length > 0) {
                    Arrays.fill(unturned, 0);
                    frame.warpTransposed(canonical, 0, turns, f, unturned, 0, canonicalExtents);
                }
                frame.warpTransposed(turns.length > 0 ? unturned : canonical, 0, frames, f, image, 0, extents);
                to.set(map * image.length, image);
            }
        }
        return new Pair<>(new DefaultGradient(), below);
    }

    private static void addChannels(double[] image, double[] sum) {
        System.arraycopy(image, 0, sum, 0, sum.length);
        for (int i = sum.length; i < image.length; i++) {
            sum[i % sum.length] += image[i];
        }
    }

    /**
     * Frames of canonical images, {@code [batch, frame]}, which they are resampled in once more; empty for none.
     *
     * <p>A turn resamples the canonical image once more, instead of the input by frame and turn in one: what a deformed input goes
     * through has been resampled twice too, and is as blurred.
     */
    private double[] turns(boolean training, int batch) {
        L layer = layerConf();
        boolean errs = training && (layer.getTrainingStretch() > 0 || layer.getTrainingShift() > 0);
        boolean turns = largestTurn(training) > 0;
        if (!errs && !turns) {
            return new double[0];
        }
        double[] all = new double[batch * frame.frameLength()];
        for (int example = 0; example < batch; example++) {
            int at = example * frame.frameLength();
            canonicalFrame(errs, example, all, at);
            if (turns) {
                turn(training, example, all, at);
            }
        }
        return all;
    }

    /** The map from canonical units to pixels of the canonical form, that errs or not: a stretch along each axis, shears above the diagonal, shifts. */
    private void canonicalFrame(boolean errs, int example, double[] all, int at) {
        int n = frame.dimension();
        double stretch = errs ? layerConf().getTrainingStretch() : 0;
        double shift = errs ? layerConf().getTrainingShift() : 0;
        int number = 0;
        for (int i = 0; i < n; i++) {
            int row = at + i * (n + 1);
            all[row + i] = frame.spread() * Math.exp(stretch * draw(example, ++number));
            for (int j = i + 1; j < n; j++) {
                all[row + j] = frame.spread() * stretch * draw(example, ++number);
            }
            all[row + n] = 0.5 * (frame.size() - 1) + shift * draw(example, ++number);
        }
    }

    /** Uniform on [-1, 1), the same for the same seed, iteration and numbers. */
    final double draw(long... what) {
        long[] parts = new long[what.length + 2];
        parts[0] = layerConf().getSeed();
        parts[1] = getIterationCount();
        System.arraycopy(what, 0, parts, 2, what.length);
        return 2 * Draws.uniform(parts) - 1;
    }

    /** The largest angle by which canonical forms are turned; 0 if they are not. */
    abstract double largestTurn(boolean training);

    /** Turns the frame of an example's canonical form, if the largest angle is not 0. */
    abstract void turn(boolean training, int example, double[] turns, int at);
}

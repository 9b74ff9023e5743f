package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.AffineFrame;
import org.lie4j.kernels.AffineFrameLayer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link AffineFrameLayer}. */
public final class AffineFrameRuntime extends AbstractLayer<AffineFrameLayer> {
    private static final long serialVersionUID = 1;

    private final transient AffineFrame frame;
    private transient double[] frames = {};

    /** Turns of the canonical images in the last forward pass, as frames of their own; empty where there were none. */
    private transient double[] turns = {};

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding an {@link AffineFrameLayer}
     * @param dataType the network's type
     */
    public AffineFrameRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        frame = ((AffineFrameLayer) conf.getLayer()).getFrame();
    }

    @Override
    public Type type() {
        return Type.CONVOLUTIONAL;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // No parameters, no noise.
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        if (input.rank() != 4) {
            throw new DL4JInvalidInputException("expected input [batch, channels, height, width], got "
                    + Arrays.toString(input.shape()) + " " + layerId());
        }
        int batch = (int) input.size(0);
        int channels = (int) input.size(1);
        int height = (int) input.size(2);
        int width = (int) input.size(3);
        int size = frame.size();
        INDArray out = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS, dataType, new long[] {batch, channels, size, size}, 'c');
        if (frames.length < batch * AffineFrame.FRAME_LENGTH) {
            frames = new double[batch * AffineFrame.FRAME_LENGTH];
        }
        turns = turns(training, batch);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(input, dataType));
            NativeReals to = NativeReals.of(out);
            IntStream.range(0, batch).parallel().forEach(n -> canonical(from, n, channels, height, width, to));
        }
        return out;
    }

    private void canonical(NativeReals from, int n, int channels, int height, int width, NativeReals to) {
        double[] image = new double[channels * height * width];
        double[] sum = channels == 1 ? image : new double[height * width];
        double[] canonical = new double[frame.size() * frame.size()];
        double[] turned = new double[canonical.length];
        int f = n * AffineFrame.FRAME_LENGTH;
        from.get(n * image.length, image);
        if (channels > 1) {
            addChannels(image, sum);
        }
        try {
            frame.find(sum, 0, height, width, frames, f);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("example " + n + ": " + e.getMessage() + " " + layerId(), e);
        }
        for (int c = 0; c < channels; c++) {
            frame.warp(image, c * height * width, height, width, frames, f, canonical, 0);
            if (turns.length > 0) {
                frame.warp(canonical, 0, frame.size(), frame.size(), turns, f, turned, 0);
            }
            to.set((n * channels + c) * canonical.length, turns.length > 0 ? turned : canonical);
        }
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
            int height = (int) input.size(2);
            int width = (int) input.size(3);
            int channels = (int) input.size(1);
            NativeReals from = NativeReals.of(Arrays4d.contiguous(epsilon, dataType));
            NativeReals to = NativeReals.of(below);
            double[] canonical = new double[frame.size() * frame.size()];
            double[] unturned = new double[canonical.length];
            double[] image = new double[height * width];
            for (int plane = 0; plane < input.size(0) * channels; plane++) {
                from.get(plane * canonical.length, canonical);
                Arrays.fill(image, 0);
                int f = plane / channels * AffineFrame.FRAME_LENGTH;
                if (turns.length > 0) {
                    Arrays.fill(unturned, 0);
                    frame.warpTransposed(canonical, 0, turns, f, unturned, 0, frame.size(), frame.size());
                }
                frame.warpTransposed(turns.length > 0 ? unturned : canonical, 0, frames, f, image, 0, height, width);
                to.set(plane * image.length, image);
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
     * A turn resamples the canonical image once more, instead of the input by frame and turn in one: what a deformed input goes
     * through has been resampled twice too, and is as blurred.
     */
    private double[] turns(boolean training, int batch) {
        AffineFrameLayer layer = layerConf();
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
        all[at + 1] = frame.spread() * stretch * draw(example, 2);
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

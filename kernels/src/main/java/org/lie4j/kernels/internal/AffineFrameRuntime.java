package org.lie4j.kernels.internal;

import java.util.Arrays;
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

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding an {@link AffineFrameLayer}
     * @param dataType the network's type
     */
    public AffineFrameRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        frame = ((AffineFrameLayer) conf.getLayer()).frame();
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
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(input, dataType));
            NativeReals to = NativeReals.of(out);
            double[] image = new double[channels * height * width];
            double[] sum = channels == 1 ? image : new double[height * width];
            double[] canonical = new double[size * size];
            for (int n = 0; n < batch; n++) {
                int f = n * AffineFrame.FRAME_LENGTH;
                from.get(n * image.length, image);
                if (channels > 1) {
                    addChannels(image, sum);
                }
                frame.find(sum, 0, height, width, frames, f);
                if (training) {
                    AffineFrame.turn(frames, f, angle(n));
                }
                for (int c = 0; c < channels; c++) {
                    frame.warp(image, c * height * width, height, width, frames, f, canonical, 0);
                    to.set((n * channels + c) * canonical.length, canonical);
                }
            }
        }
        return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            int height = (int) input.size(2);
            int width = (int) input.size(3);
            int channels = (int) input.size(1);
            NativeReals from = NativeReals.of(Arrays4d.contiguous(epsilon, dataType));
            NativeReals to = NativeReals.of(below);
            double[] canonical = new double[frame.size() * frame.size()];
            double[] image = new double[height * width];
            for (int plane = 0; plane < input.size(0) * channels; plane++) {
                from.get(plane * canonical.length, canonical);
                Arrays.fill(image, 0);
                int f = plane / channels * AffineFrame.FRAME_LENGTH;
                frame.warpTransposed(canonical, 0, frames, f, image, 0, height, width);
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

    private double angle(int example) {
        double arc = layerConf().getTrainingArc();
        return arc == 0 ? 0 : arc * (2 * Draws.uniform(layerConf().getSeed(), getIterationCount(), example) - 1);
    }
}

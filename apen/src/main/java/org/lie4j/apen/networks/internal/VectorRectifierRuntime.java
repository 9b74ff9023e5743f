package org.lie4j.apen.networks.internal;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.networks.VectorRectifier;
import org.lie4j.kernels.internal.Arrays4d;
import org.lie4j.kernels.internal.KeptArrays;
import org.lie4j.kernels.internal.MissingGradient;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link VectorRectifier}. */
public final class VectorRectifierRuntime extends VectorRuntime<VectorRectifier> {
    private static final long serialVersionUID = 1;

    private static final double EPSILON = 1e-6;

    private final transient SharedMatrix matrix = new SharedMatrix();

    /** The directions k of the last forward pass, as {@link #columns}. */
    private transient INDArray directions;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link VectorRectifier}
     * @param dataType the network's type
     */
    public VectorRectifierRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        requireVectors();
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            INDArray in = columns(Arrays4d.contiguous(input, dataType));
            directions = KeptArrays.fitting(directions, dataType, in.shape());
            matrix.forward(getParam("U"), in, directions);
            NativeReals v = NativeReals.of(in);
            NativeReals k = NativeReals.of(directions);
            NativeReals to = NativeReals.of(out);
            rows(row -> forward(v, k, row, to));
        }
        return out;
    }

    /** Calls back, in parallel, with where each vector channel of each example begins. */
    private void rows(java.util.function.IntConsumer task) {
        int rows = (int) (input.size(0) * layerConf().getNIn());
        int length = 3 * (int) input.size(2);
        IntStream.range(0, rows).parallel().forEach(row -> task.accept(row * length));
    }

    private void forward(NativeReals v, NativeReals k, int first, NativeReals to) {
        int n = (int) input.size(2);
        double part = 1 - layerConf().getSlope();
        for (int x = first; x < first + n; x++) {
            int y = x + n;
            int z = y + n;
            double product = v.get(x) * k.get(x) + v.get(y) * k.get(y) + v.get(z) * k.get(z);
            double factor = product >= 0 ? 0 : part * product / square(k, x, n);
            to.set(x, v.get(x) - factor * k.get(x));
            to.set(y, v.get(y) - factor * k.get(y));
            to.set(z, v.get(z) - factor * k.get(z));
        }
    }

    private static double square(NativeReals k, int x, int n) {
        double a = k.get(x);
        double b = k.get(x + n);
        double c = k.get(x + 2 * n);
        return a * a + b * b + c * c + EPSILON;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        MissingGradient.refuse(epsilon, layerId());
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        Gradient gradient = new DefaultGradient();
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            INDArray in = columns(Arrays4d.contiguous(input, dataType));
            INDArray direct = in.ulike();
            INDArray ofDirections = in.ulike();
            NativeReals v = NativeReals.of(in);
            NativeReals k = NativeReals.of(directions);
            NativeReals upper = NativeReals.of(Arrays4d.contiguous(epsilon, dataType));
            NativeReals dv = NativeReals.of(direct);
            NativeReals dk = NativeReals.of(ofDirections);
            rows(row -> backward(v, k, upper, row, dv, dk));
            matrix.backward(getParam("U"), in, ofDirections, columns(below), gradientViews.get("U"));
            columns(below).addi(direct);
            gradient.setGradientFor("U", gradientViews.get("U"));
        }
        return new Pair<>(gradient, below);
    }

    /** With q = part ⟨v, k⟩ / D and D = ‖k‖² + ε, v' = v - q k: dv = g - part ⟨g, k⟩ k / D, dk = -q g - ⟨g, k⟩ (part v - 2 q k) / D. */
    private void backward(NativeReals v, NativeReals k, NativeReals g, int first, NativeReals dv, NativeReals dk) {
        int n = (int) input.size(2);
        double part = 1 - layerConf().getSlope();
        for (int x = first; x < first + n; x++) {
            double product = 0;
            double along = 0;
            for (int at = x; at < x + 3 * n; at += n) {
                product += v.get(at) * k.get(at);
                along += g.get(at) * k.get(at);
            }
            boolean passed = product >= 0;
            double square = square(k, x, n);
            double q = passed ? 0 : part * product / square;
            double share = passed ? 0 : along / square;
            for (int at = x; at < x + 3 * n; at += n) {
                dv.set(at, g.get(at) - part * share * k.get(at));
                dk.set(at, -q * g.get(at) - share * (passed ? 0 : part * v.get(at) - 2 * q * k.get(at)));
            }
        }
    }
}

package org.lie4j.apen.networks.internal;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.networks.VectorNormalization;
import org.lie4j.kernels.GroupNormalization;
import org.lie4j.kernels.internal.Arrays4d;
import org.lie4j.kernels.internal.KeptArrays;
import org.lie4j.kernels.internal.MissingGradient;
import org.lie4j.kernels.internal.NativeReals;
import org.lie4j.kernels.internal.Normalizer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link VectorNormalization}: a normalisation of norms, and vectors scaled by what became of theirs. */
public final class VectorNormalizationRuntime extends VectorRuntime<VectorNormalization> {
    private static final long serialVersionUID = 1;

    private static final double EPSILON = 1e-12;

    private transient Normalizer normalizer;
    private transient INDArray norms;
    private transient INDArray normalized;
    private transient boolean measured;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link VectorNormalization}
     * @param dataType the network's type
     */
    public VectorNormalizationRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public Type type() {
        return Type.NORMALIZATION;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        requireVectors();
        int batch = (int) input.size(0);
        int vectors = (int) layerConf().getNIn();
        int points = (int) input.size(2);
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        norms = KeptArrays.fitting(norms, dataType, batch, vectors, points);
        normalized = KeptArrays.fitting(normalized, dataType, batch, vectors, points);
        if (normalizer == null || !normalizer.fits(batch, vectors, points)) {
            normalizer = new Normalizer(
                    GroupNormalization.Over.BATCH, batch, vectors, points, false, dataType == DataType.FLOAT);
        }
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals v = NativeReals.of(Arrays4d.contiguous(input, dataType));
            NativeReals r = NativeReals.of(norms);
            NativeReals m = NativeReals.of(normalized);
            NativeReals to = NativeReals.of(out);
            rows(row -> norms(v, row, points, r));
            measured = training;
            if (measured) {
                normalizer.measure(r);
            } else {
                normalizer.use(parameter(GroupNormalization.MEAN), parameter(GroupNormalization.VARIANCE));
            }
            normalizer.normalize(r, parameter("gain"), parameter("b"), m);
            rows(row -> scale(v, r, m, row, points, to));
        }
        return out;
    }

    /** Calls back, in parallel, with each vector channel of each example. */
    private void rows(java.util.function.IntConsumer task) {
        IntStream.range(0, (int) (norms.size(0) * norms.size(1))).parallel().forEach(task);
    }

    private static void norms(NativeReals v, int row, int n, NativeReals r) {
        for (int i = 0; i < n; i++) {
            double x = v.get(row * 3 * n + i);
            double y = v.get(row * 3 * n + n + i);
            double z = v.get(row * 3 * n + 2 * n + i);
            r.set(row * n + i, Math.sqrt(x * x + y * y + z * z + EPSILON));
        }
    }

    private static void scale(NativeReals v, NativeReals r, NativeReals m, int row, int n, NativeReals to) {
        for (int i = 0; i < n; i++) {
            double factor = m.get(row * n + i) / r.get(row * n + i);
            for (int at = row * 3 * n + i; at < (row + 1) * 3 * n; at += n) {
                to.set(at, factor * v.get(at));
            }
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        MissingGradient.refuse(epsilon, layerId());
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        int n = (int) input.size(2);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            NativeReals v = NativeReals.of(Arrays4d.contiguous(input, dataType));
            NativeReals g = NativeReals.of(Arrays4d.contiguous(epsilon, dataType));
            NativeReals r = NativeReals.of(norms);
            NativeReals m = NativeReals.of(normalized);
            NativeReals dm = NativeReals.of(norms.ulike());
            NativeReals dr = NativeReals.of(norms.ulike());
            NativeReals to = NativeReals.of(below);
            rows(row -> {
                for (int i = 0; i < n; i++) {
                    dm.set(row * n + i, product(v, g, row * 3 * n + i, n) / r.get(row * n + i));
                }
            });
            normalizer.backward(
                    r,
                    dm,
                    parameter("gain"),
                    parameter("b"),
                    measured,
                    dr,
                    NativeReals.of(gradientViews.get("gain")),
                    NativeReals.of(gradientViews.get("b")));
            rows(row -> backward(v, g, r, m, dm, dr, row, n, to));
        }
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor("gain", gradientViews.get("gain"));
        gradient.setGradientFor("b", gradientViews.get("b"));
        normalizer.learnStatistics(
                measured,
                parameter(GroupNormalization.MEAN),
                parameter(GroupNormalization.VARIANCE),
                NativeReals.of(gradientViews.get(GroupNormalization.MEAN)),
                NativeReals.of(gradientViews.get(GroupNormalization.VARIANCE)));
        gradient.setGradientFor(GroupNormalization.MEAN, gradientViews.get(GroupNormalization.MEAN));
        gradient.setGradientFor(GroupNormalization.VARIANCE, gradientViews.get(GroupNormalization.VARIANCE));
        return new Pair<>(gradient, below);
    }

    private static double product(NativeReals a, NativeReals b, int at, int n) {
        return a.get(at) * b.get(at) + a.get(at + n) * b.get(at + n) + a.get(at + 2 * n) * b.get(at + 2 * n);
    }

    /** v' = v m(r) / r: dv = g m / r + (dr - ⟨g, v⟩ m / r²) v / r, where dr came back through the normalisation. */
    private static void backward(
            NativeReals v,
            NativeReals g,
            NativeReals r,
            NativeReals m,
            NativeReals dm,
            NativeReals dr,
            int row,
            int n,
            NativeReals to) {
        for (int i = 0; i < n; i++) {
            double norm = r.get(row * n + i);
            double factor = m.get(row * n + i) / norm;
            // ⟨g, v⟩ / r is the gradient with respect to m.
            double along = (dr.get(row * n + i) - dm.get(row * n + i) * factor) / norm;
            for (int at = row * 3 * n + i; at < (row + 1) * 3 * n; at += n) {
                to.set(at, factor * g.get(at) + along * v.get(at));
            }
        }
    }

    private NativeReals parameter(String key) {
        return NativeReals.of(getParam(key));
    }

    /** A running statistic is moved by the whole step, whatever the batch. */
    @Override
    public boolean updaterDivideByMinibatch(String parameter) {
        return !GroupNormalization.isStatistic(parameter);
    }
}

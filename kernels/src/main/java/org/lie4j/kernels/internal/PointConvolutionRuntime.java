package org.lie4j.kernels.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.kernels.Sampling;
import org.lie4j.kernels.points.PointConvolution;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Runtime of {@link PointConvolution}, one cloud after the other, some points at a time.
 *
 * <p>For a point x and an element h, the network's last hidden layer φ is summed over neighbours y and input elements h' into E[m, c] = Σ ω φ_m F_c(y, h'); the last weights
 * turn that into the output. The backward pass makes φ and E again instead of keeping them: they are the large arrays.
 */
public final class PointConvolutionRuntime extends BaseLayer<PointConvolution> {
    /** Kernel points that are worked at together. */
    public static final int MOST_POINTS = 1 << 16;

    private static final long serialVersionUID = 1;

    private transient KernelFunction function;
    private final transient ActivationGradient activation = new ActivationGradient();

    /** The output before its activation, and after. */
    private transient INDArray features;

    /** The coordinates of all clouds, while there is dropout. */
    private transient INDArray places;

    /** The parameters' gradients of one portion. */
    private transient Map<String, INDArray> share;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link PointConvolution}
     * @param dataType the network's type
     */
    public PointConvolutionRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
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
    public boolean hasBias() {
        return layerConf().isHasBias();
    }

    /** Everything that is the same for all clouds of a batch. */
    private final class Setting {
        final PointConvolution conf = layerConf();
        final int n = conf.spaceDimension();
        final int count = (int) input.size(2);
        final int size = Math.min(conf.getNeighbours(), count);
        final int width = conf.getNetwork().getWidth();
        final int in = (int) conf.getNIn();
        final int out = (int) conf.getNOut();
        final int turns = conf.getSampling().getCount();
        final int below = conf.inputElements();
        final double[] elements;

        /** Coordinates of h⁻¹h', {@code [dimension, turns · below]}, and the measure of each pair. */
        final double[] relative;

        final double[] measures;
        final int kernelCoordinates = conf.kernelCoordinates();

        /** Points of the cloud in one portion, and kernel points of one. */
        final int perPoint = turns * size * below;

        final int portion = Math.max(1, Math.min(count, MOST_POINTS / perPoint));

        Setting(boolean training) {
            Sampling sampling = conf.getSampling();
            elements = sampling.elements(sampling.draw(training, getIterationCount()));
            Sampling inputs = conf.getInputSampling();
            if (inputs == null) {
                relative = new double[0];
                measures = new double[turns];
                Arrays.fill(measures, 1);
            } else {
                long draw = inputs.draw(training, getIterationCount());
                KernelGeometry pairs = KernelGeometry.mixing(
                        sampling.getGroup(), elements, inputs.elements(draw), inputs.weights(draw));
                relative = pairs.coordinates();
                measures = pairs.factors();
                for (int p = 0; p < measures.length; p++) {
                    measures[p] *= Math.abs(SmallMatrices.determinant(n, elements, p / below * n * n));
                }
            }
        }
    }

    /** One cloud. */
    private final class Cloud {
        final Setting setting;
        final Neighbourhoods near;

        /** {@code [points, below, in]}. */
        final double[] features;

        Cloud(Setting setting, NativeReals from, int example) {
            this.setting = setting;
            int count = setting.count;
            int rows = setting.n + setting.in * setting.below;
            double[] all = new double[rows * count];
            from.get(example * all.length, all);
            double[] coordinates = Arrays.copyOf(all, setting.n * count);
            for (int i = 0; i < coordinates.length; i++) {
                if (!Double.isFinite(coordinates[i])) {
                    throw new IllegalArgumentException("cloud " + example + ": expected finite coordinates, got "
                            + coordinates[i] + " at point " + i % count + " " + layerId());
                }
            }
            near = Neighbourhoods.of(
                    setting.n,
                    coordinates,
                    setting.elements,
                    setting.size,
                    setting.conf.getRadius(),
                    setting.conf.getMask());
            features = new double[count * setting.below * setting.in];
            for (int c = 0; c < setting.in; c++) {
                for (int b = 0; b < setting.below; b++) {
                    int row = setting.n + c * setting.below + b;
                    for (int j = 0; j < count; j++) {
                        features[(j * setting.below + b) * setting.in + c] = all[row * count + j];
                    }
                }
            }
        }

        /** φ of the kernel points of a portion, {@code [width, kernel points]}; what is beyond the last point is 0. */
        double[] hidden(int first, int last) {
            int points = setting.portion * setting.perPoint;
            double[] coordinates = new double[setting.kernelCoordinates * points];
            IntStream.range(first, last).parallel().forEach(i -> place(coordinates, points, first, i));
            NativeReals.of(function.coordinates()).set(0, coordinates);
            double[] hidden = new double[setting.width * points];
            NativeReals.of(function.forwardHidden(table(params, "W"), table(params, "b")))
                    .get(0, hidden);
            return hidden;
        }

        private void place(double[] coordinates, int points, int first, int i) {
            int pairs = setting.turns * setting.below;
            for (int a = 0; a < setting.turns; a++) {
                for (int s = 0; s < setting.size; s++) {
                    int neighbour = (i * setting.turns + a) * setting.size + s;
                    int at = (((i - first) * setting.turns + a) * setting.size + s) * setting.below;
                    for (int b = 0; b < setting.below; b++) {
                        for (int k = 0; k < setting.n; k++) {
                            coordinates[k * points + at + b] = near.offset(neighbour, k);
                        }
                        for (int k = setting.n; k < setting.kernelCoordinates; k++) {
                            coordinates[k * points + at + b] =
                                    setting.relative[(k - setting.n) * pairs + a * setting.below + b];
                        }
                    }
                }
            }
        }

        /** E of point i at element a, {@code [width, in]}, from the φ of its portion. */
        void gather(double[] hidden, int first, int i, int a, double[] sums) {
            int points = setting.portion * setting.perPoint;
            Arrays.fill(sums, 0);
            for (int s = 0; s < setting.size; s++) {
                int neighbour = (i * setting.turns + a) * setting.size + s;
                int at = (((i - first) * setting.turns + a) * setting.size + s) * setting.below;
                for (int b = 0; b < setting.below; b++) {
                    double weight = near.weight(neighbour) * setting.measures[a * setting.below + b];
                    int from = (near.point(neighbour) * setting.below + b) * setting.in;
                    for (int m = 0; m < setting.width; m++) {
                        double factor = weight * hidden[m * points + at + b];
                        for (int c = 0; c < setting.in; c++) {
                            sums[m * setting.in + c] += factor * features[from + c];
                        }
                    }
                }
            }
        }
    }

    private void requireClouds(PointConvolution conf) {
        long rows = conf.spaceDimension() + conf.getNIn() * conf.inputElements();
        if (input.rank() != 3 || input.size(1) != rows) {
            throw new DL4JInvalidInputException("expected point clouds [batch, " + rows + ", points], got "
                    + Arrays.toString(input.shape()) + " " + layerId());
        }
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        PointConvolution conf = layerConf();
        requireClouds(conf);
        dropFeatures(training, workspaces);
        Setting setting = new Setting(training);
        prepare(setting);
        long batch = input.size(0);
        long rows = (long) setting.out * setting.turns;
        INDArray out = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS, dataType, new long[] {batch, setting.n + rows, setting.count}, 'c');
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(input, dataType));
            features = KeptArrays.fitting(features, dataType, batch, rows, setting.count);
            NativeReals to = NativeReals.of(features);
            for (int example = 0; example < batch; example++) {
                forward(new Cloud(setting, from, example), (int) (example * rows * setting.count), to);
            }
            activation.keep(conf.getActivationFn(), features, training);
            INDArray activated = conf.getActivationFn().getActivation(features, training);
            copy(from, (int) input.size(1), NativeReals.of(out), setting.n + (int) rows, setting, 0, setting.n);
            copyFeatures(NativeReals.of(activated), NativeReals.of(out), setting, (int) rows);
        }
        return out;
    }

    /** Dropout, from which the coordinates come back as they were. */
    private void dropFeatures(boolean training, LayerWorkspaceMgr workspaces) {
        if (!training || layerConf().getIDropout() == null || dropoutApplied) {
            return;
        }
        places = KeptArrays.fitting(places, dataType, input.size(0), layerConf().spaceDimension(), input.size(2));
        places.assign(coordinates(input));
        applyDropOutIfNecessary(true, workspaces);
        coordinates(input).assign(places);
    }

    private INDArray coordinates(INDArray clouds) {
        return clouds.get(
                NDArrayIndex.all(), NDArrayIndex.interval(0, layerConf().spaceDimension()), NDArrayIndex.all());
    }

    /** Rows from..to of every cloud. */
    private void copy(
            NativeReals from, int fromRows, NativeReals to, int toRows, Setting setting, int first, int last) {
        for (int example = 0; example < input.size(0); example++) {
            for (int i = first * setting.count; i < last * setting.count; i++) {
                to.set(example * toRows * setting.count + i, from.get(example * fromRows * setting.count + i));
            }
        }
    }

    private void copyFeatures(NativeReals features, NativeReals out, Setting setting, int rows) {
        int length = rows * setting.count;
        int coordinates = setting.n * setting.count;
        for (int example = 0; example < input.size(0); example++) {
            for (int i = 0; i < length; i++) {
                out.set(example * (coordinates + length) + coordinates + i, features.get(example * length + i));
            }
        }
    }

    private void prepare(Setting setting) {
        int points = setting.portion * setting.perPoint;
        if (function == null || function.coordinates().size(1) != points) {
            if (function != null) {
                function.close();
            }
            function = new KernelFunction(setting.conf.getNetwork(), dataType, setting.kernelCoordinates, points);
        }
    }

    private void forward(Cloud cloud, int at, NativeReals to) {
        Setting setting = cloud.setting;
        double[] last = values("W" + setting.conf.getNetwork().getDepth());
        double[] bias = setting.conf.isHasBias() ? values("b") : new double[setting.out];
        int length = setting.width * setting.in;
        for (int first = 0; first < setting.count; first += setting.portion) {
            int begin = first;
            int end = Math.min(setting.count, first + setting.portion);
            double[] hidden = cloud.hidden(begin, end);
            IntStream.range(begin, end).parallel().forEach(i -> {
                double[] sums = new double[length];
                for (int a = 0; a < setting.turns; a++) {
                    cloud.gather(hidden, begin, i, a, sums);
                    for (int o = 0; o < setting.out; o++) {
                        double value = bias[o];
                        for (int k = 0; k < length; k++) {
                            value += last[o * length + k] * sums[k];
                        }
                        to.set(at + (o * setting.turns + a) * setting.count + i, value);
                    }
                }
            });
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        MissingGradient.refuse(epsilon, layerId());
        PointConvolution conf = layerConf();
        Setting setting = new Setting(true);
        prepare(setting);
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        below.assign(0);
        for (Parameter p : conf.parameters()) {
            gradientViews.get(p.key()).assign(0);
        }
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(input, dataType));
            INDArray upperFeatures = features.ulike();
            int rows = setting.out * setting.turns;
            int length = rows * setting.count;
            int coordinates = setting.n * setting.count;
            NativeReals upper = NativeReals.of(Arrays4d.contiguous(epsilon, dataType));
            NativeReals picked = NativeReals.of(upperFeatures);
            for (int example = 0; example < input.size(0); example++) {
                for (int i = 0; i < length; i++) {
                    picked.set(example * length + i, upper.get(example * (coordinates + length) + coordinates + i));
                }
            }
            INDArray delta = Arrays4d.contiguous(activation.backward(conf.getActivationFn(), upperFeatures), dataType);
            NativeReals deltas = NativeReals.of(delta);
            for (int example = 0; example < input.size(0); example++) {
                backward(new Cloud(setting, from, example), example, deltas, NativeReals.of(below));
            }
        }
        Gradient gradient = new DefaultGradient();
        for (Parameter p : conf.parameters()) {
            gradient.setGradientFor(p.key(), gradientViews.get(p.key()));
        }
        return new Pair<>(gradient, backpropDropOutIfPresent(below));
    }

    private void backward(Cloud cloud, int example, NativeReals delta, NativeReals below) {
        Setting setting = cloud.setting;
        int depth = setting.conf.getNetwork().getDepth();
        int at = example * setting.out * setting.turns * setting.count;
        int length = setting.width * setting.in;
        int points = setting.portion * setting.perPoint;
        double[] last = values("W" + depth);
        double[] featureGradient = new double[cloud.features.length];
        for (int first = 0; first < setting.count; first += setting.portion) {
            int begin = first;
            int end = Math.min(setting.count, first + setting.portion);
            double[] hidden = cloud.hidden(begin, end);
            double[] hiddenGradient = new double[hidden.length];
            double[] gathered = new double[(end - begin) * setting.turns * length];
            double[] sumGradient = new double[gathered.length];
            IntStream.range(begin, end).parallel().forEach(i -> {
                double[] sums = new double[length];
                for (int a = 0; a < setting.turns; a++) {
                    int place = ((i - begin) * setting.turns + a) * length;
                    cloud.gather(hidden, begin, i, a, sums);
                    System.arraycopy(sums, 0, gathered, place, length);
                    for (int o = 0; o < setting.out; o++) {
                        double d = delta.get(at + (o * setting.turns + a) * setting.count + i);
                        for (int k = 0; k < length; k++) {
                            sumGradient[place + k] += d * last[o * length + k];
                        }
                    }
                }
            });
            addLast(setting, delta, at, begin, end, gathered);
            IntStream.range(0, setting.below)
                    .parallel()
                    .forEach(b -> scatter(
                            cloud, begin, end, b, hidden, sumGradient, hiddenGradient, featureGradient, points));
            NativeReals.of(function.hiddenGradient()).set(0, hiddenGradient);
            addHidden();
        }
        int rows = setting.n + setting.in * setting.below;
        for (int c = 0; c < setting.in; c++) {
            for (int b = 0; b < setting.below; b++) {
                int row = setting.n + c * setting.below + b;
                for (int j = 0; j < setting.count; j++) {
                    below.set(
                            (example * rows + row) * setting.count + j,
                            featureGradient[(j * setting.below + b) * setting.in + c]);
                }
            }
        }
    }

    /** The gradients of the last weights and of the bias. */
    private void addLast(Setting setting, NativeReals delta, int at, int begin, int end, double[] gathered) {
        int length = setting.width * setting.in;
        NativeReals weights =
                NativeReals.of(gradientViews.get("W" + setting.conf.getNetwork().getDepth()));
        double[] offsets = new double[setting.out];
        IntStream.range(0, setting.out).parallel().forEach(o -> {
            double[] row = new double[length];
            for (int i = begin; i < end; i++) {
                for (int a = 0; a < setting.turns; a++) {
                    double d = delta.get(at + (o * setting.turns + a) * setting.count + i);
                    int place = ((i - begin) * setting.turns + a) * length;
                    offsets[o] += d;
                    for (int k = 0; k < length; k++) {
                        row[k] += d * gathered[place + k];
                    }
                }
            }
            for (int k = 0; k < length; k++) {
                weights.set(o * length + k, weights.get(o * length + k) + row[k]);
            }
        });
        if (setting.conf.isHasBias()) {
            NativeReals bias = NativeReals.of(gradientViews.get("b"));
            for (int o = 0; o < setting.out; o++) {
                bias.set(o, bias.get(o) + offsets[o]);
            }
        }
    }

    /** The gradients of φ and F, for one element h' below: no two of them write to the same place. */
    private static void scatter(
            Cloud cloud,
            int begin,
            int end,
            int b,
            double[] hidden,
            double[] sumGradient,
            double[] hiddenGradient,
            double[] featureGradient,
            int points) {
        Setting setting = cloud.setting;
        for (int i = begin; i < end; i++) {
            for (int a = 0; a < setting.turns; a++) {
                int place = ((i - begin) * setting.turns + a) * setting.width * setting.in;
                for (int s = 0; s < setting.size; s++) {
                    int neighbour = (i * setting.turns + a) * setting.size + s;
                    int p = (((i - begin) * setting.turns + a) * setting.size + s) * setting.below + b;
                    double weight = cloud.near.weight(neighbour) * setting.measures[a * setting.below + b];
                    int from = (cloud.near.point(neighbour) * setting.below + b) * setting.in;
                    for (int m = 0; m < setting.width; m++) {
                        double factor = weight * hidden[m * points + p];
                        double sum = 0;
                        for (int c = 0; c < setting.in; c++) {
                            double g = sumGradient[place + m * setting.in + c];
                            sum += g * cloud.features[from + c];
                            featureGradient[from + c] += factor * g;
                        }
                        hiddenGradient[m * points + p] = weight * sum;
                    }
                }
            }
        }
    }

    /** Back-propagates through the hidden layers, and adds to their gradients. */
    private void addHidden() {
        if (share == null) {
            share = new java.util.HashMap<>();
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                for (Parameter p : layerConf().parameters()) {
                    share.put(p.key(), Nd4j.createUninitialized(dataType, p.dimensions()));
                }
            }
        }
        function.backwardHidden(table(params, "W"), table(share, "W"), table(share, "b"));
        for (int i = 0; i < layerConf().getNetwork().getDepth(); i++) {
            gradientViews.get("W" + i).addi(share.get("W" + i));
            gradientViews.get("b" + i).addi(share.get("b" + i));
        }
    }

    private double[] values(String key) {
        INDArray parameter = getParam(key);
        double[] values = new double[(int) parameter.length()];
        NativeReals.of(parameter).get(0, values);
        return values;
    }

    private List<INDArray> table(Map<String, INDArray> arrays, String prefix) {
        List<INDArray> list = new ArrayList<>();
        for (int i = 0; i < layerConf().getNetwork().getDepth(); i++) {
            list.add(arrays.get(prefix + i));
        }
        return list;
    }
}

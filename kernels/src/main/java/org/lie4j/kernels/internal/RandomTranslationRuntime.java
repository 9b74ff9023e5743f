package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.RandomTranslation;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link RandomTranslation}: linear interpolation axis by axis. Its transpose is the translation back. */
public final class RandomTranslationRuntime extends ParameterlessRuntime<RandomTranslation> {
    private static final long serialVersionUID = 1;

    /** Whether the last pass moved anything. */
    private transient boolean moved;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link RandomTranslation}
     * @param dataType the network's type
     */
    public RandomTranslationRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public Type type() {
        return Type.CONVOLUTIONAL;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        if (input.rank() < 4) {
            throw new DL4JInvalidInputException(
                    "expected input [batch, channels, height, width], or with a depth before the height, got "
                            + Arrays.toString(input.shape()) + " " + layerId());
        }
        moved = training && layerConf().getReach() > 0;
        return translate(input, ArrayType.ACTIVATIONS, 1, workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        if (epsilon == null) {
            return MissingGradient.passedOn();
        }
        return new Pair<>(new DefaultGradient(), translate(epsilon, ArrayType.ACTIVATION_GRAD, -1, workspaces));
    }

    private INDArray translate(INDArray maps, ArrayType role, int sign, LayerWorkspaceMgr workspaces) {
        INDArray out = workspaces.createUninitialized(role, dataType, maps.shape(), 'c');
        if (!moved) {
            return out.assign(maps);
        }
        NativeReals from = NativeReals.of(Arrays4d.contiguous(maps, dataType));
        NativeReals to = NativeReals.of(out);
        int channels = (int) maps.size(1);
        int[] sides =
                Arrays.stream(maps.shape()).skip(2).mapToInt(Math::toIntExact).toArray();
        int pixels = Arrays.stream(sides).reduce(1, Math::multiplyExact);
        IntStream.range(0, (int) maps.size(0)).parallel().forEach(example -> {
            double[] map = new double[pixels];
            double[] line = new double[Arrays.stream(sides).max().orElseThrow()];
            for (int c = 0; c < channels; c++) {
                int at = (example * channels + c) * pixels;
                from.get(at, map);
                int stride = 1;
                for (int axis = sides.length - 1; axis >= 0; axis--) {
                    translate(map, stride, sides[axis], sign * distance(example, axis), line);
                    stride *= sides[axis];
                }
                to.set(at, map);
            }
        });
        return out;
    }

    private double distance(int example, int axis) {
        double uniform = Draws.uniform(layerConf().getSeed(), getIterationCount(), example, axis);
        return layerConf().getReach() * (2 * uniform - 1);
    }

    /** Every line of an axis, in place: out_i = (1 - f) in_{i-k} + f in_{i-k-1} for a distance of k + f, f in [0, 1). */
    private static void translate(double[] map, int stride, int side, double distance, double[] line) {
        int whole = (int) Math.floor(distance);
        double f = distance - whole;
        for (int block = 0; block < map.length; block += stride * side) {
            for (int first = block; first < block + stride; first++) {
                for (int i = 0; i < side; i++) {
                    line[i] = map[first + i * stride];
                }
                for (int i = 0; i < side; i++) {
                    int j = i - whole;
                    double near = j >= 0 && j < side ? line[j] : 0;
                    double far = j > 0 && j <= side ? line[j - 1] : 0;
                    map[first + i * stride] = (1 - f) * near + f * far;
                }
            }
        }
    }
}

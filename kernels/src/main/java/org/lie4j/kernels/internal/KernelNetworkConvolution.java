package org.lie4j.kernels.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.lie4j.kernels.SampledConvolution;
import org.lie4j.kernels.Sampling;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution whose kernel is a network evaluated at group-transformed coordinates: once per step, whatever the batch.
 *
 * <p>The network gives {@code [nOut·nIn, points]} with points in the order (h, h', row, column), with the depth before the row on volumes; the convolution wants
 * {@code [(nOut, h), (nIn, h'), row, column]}. The two differ by one exchange of axes, (nIn, h).
 */
public final class KernelNetworkConvolution extends ConvolutionRuntime {
    private static final long serialVersionUID = 1;
    private static final long NO_DRAW = -1;

    private transient KernelFunction function;
    private transient INDArray factors;
    private transient INDArray raw;
    private transient INDArray kernel;
    private transient INDArray kernelGradient;
    private transient long draw = NO_DRAW;

    private final transient EvaluatedParameters evaluated = new EvaluatedParameters();

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link SampledConvolution}
     * @param dataType the network's type
     */
    public KernelNetworkConvolution(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private SampledConvolution sampled() {
        return (SampledConvolution) layerConf();
    }

    @Override
    INDArray kernel(boolean training) {
        boolean samePoints = prepare(training);
        if (!training && samePoints && evaluated.are(paramsFlattened)) {
            return kernel;
        }
        function.forward(weights(params), biases(params), raw);
        raw.muliRowVector(factors);
        exchange(raw, sampled().getNIn(), sampled().outputElements(), kernel);
        if (training) {
            evaluated.forget();
        } else {
            evaluated.become(paramsFlattened);
        }
        return kernel;
    }

    /** How often the network was evaluated, for tests. */
    int evaluations() {
        return function.evaluations();
    }

    @Override
    INDArray currentKernel() {
        return kernel;
    }

    @Override
    INDArray kernelGradient() {
        return kernelGradient;
    }

    @Override
    void backpropagateKernel(Gradient gradient) {
        exchange(kernelGradient, sampled().outputElements(), sampled().getNIn(), raw);
        raw.muliRowVector(factors);
        function.backward(raw, weights(params), weights(gradientViews), biases(gradientViews));
        for (Parameter p : sampled().parameters()) {
            if (!p.key().equals("b")) {
                gradient.setGradientFor(p.key(), gradientViews.get(p.key()));
            }
        }
    }

    /** Makes the arrays on first use, and moves the network's points when there is a new draw of group elements; true if there is not. */
    private boolean prepare(boolean training) {
        SampledConvolution conf = sampled();
        if (function == null) {
            int points = conf.outputElements() * conf.inputElements() * conf.kernelPoints();
            long pairs = conf.getNOut() * conf.getNIn();
            int features = KernelFeatures.count(conf.getNetwork(), conf.spatialDimensions(), conf.groupCoordinates());
            function = new KernelFunction(conf.getNetwork(), dataType, features, points);
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                factors = Nd4j.createUninitialized(dataType, 1, points);
                raw = Nd4j.createUninitialized(dataType, pairs, points);
                long[] shape =
                        conf.kernelShape(conf.getNOut() * conf.outputElements(), conf.getNIn() * conf.inputElements());
                kernel = Nd4j.createUninitialized(dataType, shape);
                kernelGradient = Nd4j.createUninitialized(dataType, shape);
            }
        }
        long wanted = conf.getSampling().draw(training, getIterationCount());
        if (conf.inputSampling() != null) {
            // Two samplings, of which one may be fixed: the pair is known by the larger draw.
            wanted = Math.max(wanted, conf.inputSampling().draw(training, getIterationCount()));
        }
        if (wanted != draw) {
            KernelGeometry geometry = geometry(conf, training);
            NativeReals.of(function.coordinates())
                    .set(
                            0,
                            KernelFeatures.of(
                                    conf.getNetwork(),
                                    conf.getSampling().getGroup(),
                                    conf.spatialDimensions(),
                                    geometry.coordinates(),
                                    geometry.factors().length));
            NativeReals.of(factors).set(0, geometry.factors());
            draw = wanted;
            return false;
        }
        return true;
    }

    private KernelGeometry geometry(SampledConvolution conf, boolean training) {
        double[] out = elements(conf.getSampling(), training);
        if (conf.inputSampling() == null) {
            return KernelGeometry.lifting(conf.spatialDimensions(), out, conf.getKernelSize(), conf.getMask());
        }
        double[] in = elements(conf.inputSampling(), training);
        double[] weights = conf.inputSampling().weights(conf.inputSampling().draw(training, getIterationCount()));
        return KernelGeometry.group(
                conf.getSampling().getGroup(), out, in, weights, conf.getKernelSize(), conf.getMask());
    }

    private double[] elements(Sampling sampling, boolean training) {
        return sampling.elements(sampling.draw(training, getIterationCount()));
    }

    /** From axes (nOut, first, second, rest) to (nOut, second, first, rest), each array being c-order. */
    private void exchange(INDArray from, long first, long second, INDArray to) {
        long outer = sampled().getNOut();
        long rest = from.length() / (outer * first * second);
        INDArray source = from.reshape('c', outer, first, second, rest).permute(0, 2, 1, 3);
        to.reshape('c', outer, second, first, rest).assign(source);
    }

    private List<INDArray> weights(Map<String, INDArray> table) {
        List<INDArray> weights = new ArrayList<>();
        for (int i = 0; i <= sampled().getNetwork().getDepth(); i++) {
            weights.add(table.get("W" + i));
        }
        return weights;
    }

    private List<INDArray> biases(Map<String, INDArray> table) {
        List<INDArray> biases = new ArrayList<>();
        for (int i = 0; i < sampled().getNetwork().getDepth(); i++) {
            biases.add(table.get("b" + i));
        }
        return biases;
    }
}

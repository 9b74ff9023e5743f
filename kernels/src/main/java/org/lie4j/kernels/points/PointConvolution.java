package org.lie4j.kernels.points;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.KernelMask;
import org.lie4j.kernels.KernelNetwork;
import org.lie4j.kernels.Sampling;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.MemoryReports;
import org.lie4j.kernels.internal.Parameter;
import org.lie4j.kernels.internal.ParameterSlices;
import org.lie4j.kernels.internal.Parameterized;
import org.lie4j.kernels.internal.PointClouds;
import org.lie4j.kernels.internal.PointConvolutionRuntime;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Group convolution on a point cloud, for the groups Rⁿ ⋊ H: with H = SO(2) it is SE(2), with SO(3) SE(3), with GL+(n) the affine group. After LieConv (Finzi et al.,
 * Generalizing Convolutional Neural Networks for Equivariance to Lie Groups on Arbitrary Continuous Data, ICML 2020), in the coordinates of the polar decomposition.
 *
 * <p>(C F)(x, h) = Σ_{y near x} a_y 1/|H'| Σ_{h'} |det h⁻¹h'|⁻¹ k(h⁻¹(y - x) / r, h⁻¹h') F(y, h'), a Monte-Carlo integral: the weights a_y are the window at
 * ‖h⁻¹(y - x)‖ / r, made to add up to 1, over the points that are nearest in this very distance. So neighbourhoods, weights and kernels all move with an affine map, and
 * with the group elements multiplied by its linear part the output is the same to rounding. A lifting convolution has no h' and takes features of points alone.
 *
 * <p>A cloud is {@code [batch, n + channels·|H|, points]}: first the coordinates of the points, then their features, with the group inside the channel. The coordinates are passed
 * on as they are, and are data: no gradient is taken with respect to them, and dropout is of features alone. All clouds of a batch have the same number of points.
 *
 * <p>The kernel is linear in its network's last hidden layer, so that features are summed over neighbours before the last weights are applied (Wu, Qi &amp; Fuxin, PointConv, CVPR 2019).
 * The cost of a cloud is points · |H| · |H'| · neighbours evaluations of the network: linear in the points, quadratic in the group elements.
 *
 * @serial exclude
 */
public final class PointConvolution extends FeedForwardLayer implements Parameterized {
    private Sampling sampling;
    private Sampling inputSampling;
    private KernelNetwork network;
    private KernelMask mask;
    private int neighbours;
    private double radius;
    private boolean hasBias;

    private PointConvolution() {}

    private PointConvolution(Builder builder) {
        super(builder);
        if (builder.sampling == null) {
            throw new IllegalArgumentException("sampling: expected a GroupSampling or VolumeSampling, got none");
        }
        if (nOut < 1) {
            throw new IllegalArgumentException("nOut: expected at least 1, got " + nOut);
        }
        if (builder.network == null) {
            throw new IllegalArgumentException("network: expected a KernelNetwork, got none");
        }
        if (builder.mask == null) {
            throw new IllegalArgumentException("mask: expected a KernelMask, got none");
        }
        if (builder.neighbours < 1) {
            throw new IllegalArgumentException("neighbours: expected at least 1, got " + builder.neighbours);
        }
        if (!(builder.radius > 0 && builder.radius < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("radius: expected a finite number > 0, got " + builder.radius);
        }
        if (builder.network.getDepth() == 0) {
            throw new IllegalArgumentException("network: expected SIREN or GABOR, got " + builder.network);
        }
        sampling = builder.sampling;
        inputSampling = builder.lifting ? null : builder.inputSampling == null ? sampling : builder.inputSampling;
        if (inputSampling != null && inputSampling.getGroup() != sampling.getGroup()) {
            throw new IllegalArgumentException(
                    "inputSampling: expected elements of " + sampling.getGroup() + ", got " + inputSampling.getGroup());
        }
        network = builder.network;
        mask = builder.mask;
        neighbours = builder.neighbours;
        radius = builder.radius;
        hasBias = builder.hasBias;
        initializeConstraints(builder);
    }

    /**
     * Dimension of the space of the points.
     *
     * @return n
     */
    public int spaceDimension() {
        return sampling.getGroup().matrixSize();
    }

    /**
     * Array channels per input channel.
     *
     * @return the number of group elements the input is sampled at, 1 for points alone
     */
    public int inputElements() {
        return inputSampling == null ? 1 : inputSampling.getCount();
    }

    /**
     * Coordinates of a kernel point.
     *
     * @return n, plus those of the group if the input lives on it
     */
    public int kernelCoordinates() {
        return spaceDimension()
                + (inputSampling == null ? 0 : sampling.getGroup().coordinates());
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        int width = network.getWidth();
        long inputs = kernelCoordinates();
        for (int i = 0; i < network.getDepth(); i++) {
            double bound = i == 0 ? 1.0 / inputs : Math.sqrt(6.0 / inputs) / network.getOmega();
            parameters.add(Parameter.uniform("W" + i, bound, width, inputs));
            double spread = 1 / Math.sqrt((double) inputs);
            parameters.add(Parameter.bias("b" + i, -spread, spread, new long[] {width, 1}));
            inputs = width;
        }
        // He's gain for features that differ from neighbour to neighbour: the mean over them has their variance over
        // their number.
        int group = kernelCoordinates() - spaceDimension();
        double meanSquare = network.meanSquare(spaceDimension(), group);
        double variance = 2.0 * neighbours * inputElements() / (nIn * width * meanSquare);
        parameters.add(Parameter.uniform("W" + network.getDepth(), Math.sqrt(3 * variance), nOut, width * nIn));
        if (hasBias) {
            parameters.add(Parameter.bias("b", 0, nOut));
        }
        return parameters;
    }

    @Override
    public ParameterSlices initializer() {
        return ParameterSlices.INSTANCE;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType type) {
        return Instantiation.complete(
                new PointConvolutionRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        long channels = PointClouds.channels(inputType, spaceDimension(), inputElements(), this);
        if (nIn <= 0 || override) {
            nIn = channels;
        }
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        PointClouds.channels(inputType, spaceDimension(), inputElements(), this);
        long points = ((InputType.InputTypeRecurrent) inputType).getTimeSeriesLength();
        return InputType.recurrent(spaceDimension() + nOut * sampling.getCount(), points);
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return null;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return MemoryReports.of(
                this, inputType, (long) PointConvolutionRuntime.MOST_POINTS * network.getWidth(), 0, 0, 0);
    }

    /**
     * Where the output is sampled.
     *
     * @return the sampling
     */
    public Sampling getSampling() {
        return sampling;
    }

    /**
     * Where the input is sampled.
     *
     * @return the sampling, or null for a lifting convolution
     */
    public Sampling getInputSampling() {
        return inputSampling;
    }

    /**
     * The kernel network.
     *
     * @return its kind and shape
     */
    public KernelNetwork getNetwork() {
        return network;
    }

    /**
     * The kernel's window.
     *
     * @return the window
     */
    public KernelMask getMask() {
        return mask;
    }

    /**
     * How many points a neighbourhood has at most, the point itself among them.
     *
     * @return at least 1
     */
    public int getNeighbours() {
        return neighbours;
    }

    /**
     * Where the window ends, for h = I.
     *
     * @return a length in the units of the coordinates
     */
    public double getRadius() {
        return radius;
    }

    /**
     * Whether a bias per output channel is added.
     *
     * @return true if so
     */
    public boolean isHasBias() {
        return hasBias;
    }

    /**
     * Exchanges the samples, for a copy of a network's configuration: see {@link org.lie4j.kernels.Samplings#replaced}.
     *
     * @param change from a sampling to the one that is to be in its place, called for input and output alike
     */
    public void replaceSamplings(UnaryOperator<Sampling> change) {
        sampling = change.apply(sampling);
        inputSampling = inputSampling == null ? null : change.apply(inputSampling);
    }

    /** @param sampling where the output is sampled; for JSON */
    void setSampling(Sampling sampling) {
        this.sampling = sampling;
    }

    /** @param inputSampling where the input is sampled; for JSON */
    void setInputSampling(Sampling inputSampling) {
        this.inputSampling = inputSampling;
    }

    /** @param network the kernel network; for JSON */
    void setNetwork(KernelNetwork network) {
        this.network = network;
    }

    /** @param mask the window; for JSON */
    void setMask(KernelMask mask) {
        this.mask = mask;
    }

    /** @param neighbours at least 1; for JSON */
    void setNeighbours(int neighbours) {
        this.neighbours = neighbours;
    }

    /** @param radius where the window ends; for JSON */
    void setRadius(double radius) {
        this.radius = radius;
    }

    /** @param hasBias whether there is a bias; for JSON */
    void setHasBias(boolean hasBias) {
        this.hasBias = hasBias;
    }

    /** Builds {@link PointConvolution}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        private Sampling sampling;
        private Sampling inputSampling;
        private KernelNetwork network = KernelNetwork.siren(16, 2, 5);
        private KernelMask mask = KernelMask.SMOOTH;
        private int neighbours = 16;
        private double radius = 1;
        private boolean hasBias = true;
        private boolean lifting;

        /** Starts with 16 neighbours, radius 1, a SIREN of two hidden layers of 16 with ω₀ = 5, the smooth window and a bias. */
        public Builder() {
            activationFn = new ActivationIdentity();
        }

        /**
         * Takes features of points alone.
         *
         * @return this
         */
        public Builder lifting() {
            lifting = true;
            return this;
        }

        /**
         * Sets where the output is sampled.
         *
         * @param outputSampling elements of the linear part H
         * @return this
         */
        public Builder sampling(Sampling outputSampling) {
            sampling = outputSampling;
            return this;
        }

        /**
         * Sets where the input is sampled, if not where the output is.
         *
         * @param samplingBelow the output sampling of the layer below
         * @return this
         */
        public Builder inputSampling(Sampling samplingBelow) {
            inputSampling = samplingBelow;
            return this;
        }

        /**
         * Sets the kernel network.
         *
         * @param kernelNetwork SIREN or GABOR
         * @return this
         */
        public Builder network(KernelNetwork kernelNetwork) {
            network = kernelNetwork;
            return this;
        }

        /**
         * Sets the kernel's window.
         *
         * @param window the window
         * @return this
         */
        public Builder mask(KernelMask window) {
            mask = window;
            return this;
        }

        /**
         * Sets how many points a neighbourhood has at most.
         *
         * @param most at least 1; the point itself is one of them
         * @return this
         */
        public Builder neighbours(int most) {
            neighbours = most;
            return this;
        }

        /**
         * Sets where the window ends, for h = I.
         *
         * @param length in the units of the coordinates, positive
         * @return this
         */
        public Builder radius(double length) {
            radius = length;
            return this;
        }

        /**
         * Sets whether a bias per output channel is added.
         *
         * @param bias whether it is
         * @return this
         */
        public Builder hasBias(boolean bias) {
            hasBias = bias;
            return this;
        }

        @Override
        public PointConvolution build() {
            return new PointConvolution(this);
        }
    }
}

package org.lie4j.apen.models;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.weights.WeightInit;
import org.lie4j.apen.frames.FrameGroup;
import org.lie4j.apen.networks.FrameElements;
import org.lie4j.apen.networks.PartFrames;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What the builders of networks have in common.
 *
 * @param <T> the builder
 */
public abstract class CloudModel<T extends CloudModel<T>> {
    int points;
    long seed = 1;
    private FrameGroup group;
    private FrameElements elements = FrameElements.RANDOM_IN_TRAINING;
    private IUpdater updater = new Adam(1e-3);
    private double weightDecay;
    private DataType dataType = DataType.FLOAT;

    CloudModel() {}

    /**
     * The network, ready for {@code new ComputationGraph(configuration)}.
     *
     * @return the configuration
     * @throws IllegalArgumentException if settings do not fit each other
     */
    public abstract ComputationGraphConfiguration build();

    @SuppressWarnings("unchecked")
    final T self() {
        return (T) this;
    }

    /**
     * Sets the number of points of a cloud, so that what does not fit it is refused at once.
     *
     * @param number at least 1
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public T points(int number) {
        points = atLeast(1, number, "points");
        return self();
    }

    /**
     * Sets the seed of the initial weights and of whatever is drawn in training.
     *
     * @param number any
     * @return this
     */
    public T seed(long number) {
        seed = number;
        return self();
    }

    /**
     * Sets the optimiser, Adam with a rate of 0.001 if nothing else is said.
     *
     * @param optimiser the optimiser
     * @return this
     */
    public T updater(IUpdater optimiser) {
        updater = Objects.requireNonNull(optimiser, "optimiser");
        return self();
    }

    /**
     * Sets decoupled weight decay.
     *
     * @param factor at least 0, the default
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public T weightDecay(double factor) {
        if (!(factor >= 0)) {
            throw new IllegalArgumentException("weightDecay: expected at least 0, got " + factor);
        }
        weightDecay = factor;
        return self();
    }

    /**
     * Sets the type of parameters and activations.
     *
     * @param type FLOAT, the default, or DOUBLE
     * @return this
     * @throws IllegalArgumentException if it is another
     */
    public T dataType(DataType type) {
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IllegalArgumentException("dataType: expected FLOAT or DOUBLE, got " + type);
        }
        dataType = type;
        return self();
    }

    /**
     * Averages over the frames of the cloud (Puny et al., ICLR 2022): by default over one random element in training, over the whole frame
     * otherwise. What the network says then is invariant, or moves with the cloud.
     *
     * @param isometries SE, E, SO or O
     * @return this
     * @throws IllegalArgumentException if the group has more than isometries
     */
    public T frames(FrameGroup isometries) {
        PartFrames.of(isometries, seed);
        group = isometries;
        return self();
    }

    /**
     * Sets which elements of frames there are, by default {@link FrameElements#RANDOM_IN_TRAINING}.
     *
     * @param which which ones
     * @return this
     */
    public T frameElements(FrameElements which) {
        elements = Objects.requireNonNull(which, "elements");
        return self();
    }

    final boolean hasFrames() {
        return group != null;
    }

    final PartFrames frames() {
        return PartFrames.of(group, seed).with(elements);
    }

    final GraphBuilder graph() {
        NeuralNetConfiguration.Builder common = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(dataType)
                .updater(updater)
                .weightInit(WeightInit.RELU)
                .activation(Activation.IDENTITY);
        if (weightDecay > 0) {
            common.weightDecay(weightDecay);
        }
        return common.graphBuilder();
    }

    static int atLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": expected at least " + least + ", got " + value);
        }
        return value;
    }

    static int[] widths(int[] widths, String name) {
        if (widths.length == 0) {
            throw new IllegalArgumentException(name + ": expected at least one, got none");
        }
        Arrays.stream(widths).forEach(width -> atLeast(1, width, name));
        return widths.clone();
    }
}

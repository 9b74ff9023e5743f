package org.lie4j.kernels;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.internal.GridType;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.MemoryReports;
import org.lie4j.kernels.internal.RandomTranslationRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Moves each image or volume in training, another way in each step; leaves it as it is in inference.
 *
 * <p>Convolutions commute with translations but for the border, where they see nothing beyond, and for poolings, which commute with multiples of their size only: a
 * pixel grid is a sampling of the group of translations, and like samples of other groups ({@link GroupSampling.Redraw#BY_A_COMMON_SHIFT}) it can be shifted as a whole, so that
 * a network learns to do without the translations that it has not. Other than there, images are really made anew: this is augmentation by translations.
 *
 * <p>Input and output {@code [batch, channels, (depth,) height, width]}. Along each axis the translation is uniform on [-reach, reach] pixels, the value of a pixel linear
 * between its neighbours, and 0 beyond the border. A function of the seed, the iteration and the image's number in the batch.
 *
 * @serial exclude
 */
public final class RandomTranslation extends NoParamLayer {
    private double reach;
    private long seed;

    private RandomTranslation() {}

    /**
     * Creates the layer.
     *
     * @param reach the longest translation along an axis, in pixels, finite and at least 0
     * @param seed seed of all translations
     * @return the configuration
     * @throws IllegalArgumentException if the reach is outside its domain
     */
    public static RandomTranslation upTo(double reach, long seed) {
        if (!(reach >= 0 && reach < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("reach: expected a finite number of pixels >= 0, got " + reach);
        }
        RandomTranslation layer = new RandomTranslation();
        layer.reach = reach;
        layer.seed = seed;
        return layer;
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
                new RandomTranslationRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        GridType in = GridType.of(inputType, this);
        return in.with(in.channels(), side -> side).inputType();
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return GridType.preProcessor(inputType, this);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return MemoryReports.of(this, inputType);
    }

    /**
     * The longest translation along an axis.
     *
     * @return pixels
     */
    public double getReach() {
        return reach;
    }

    /**
     * Seed of all translations.
     *
     * @return the seed
     */
    public long getSeed() {
        return seed;
    }

    /** @param reach pixels; for JSON */
    void setReach(double reach) {
        this.reach = reach;
    }

    /** @param seed the seed; for JSON */
    void setSeed(long seed) {
        this.seed = seed;
    }
}

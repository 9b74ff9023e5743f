package org.lie4j.kernels;

import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Initialisation after a look at data: layer by layer, the last weights of each convolution of this package are scaled until its activations have mean square 1
 * (Mishkin &amp; Matas, All You Need Is a Good Init, ICLR 2016).
 *
 * <p>The initial weights give He's variance on average, but kernels are smooth functions: their values at neighbouring pixels are not independent, and what a window
 * leaves of them depends on their size. In deep networks without normalisation that adds up.
 */
public final class UnitVariance {
    private static final int STEPS = 20;
    private static final double CLOSE = 1e-3;

    private UnitVariance() {}

    /**
     * Scales the weights of an initialised network.
     *
     * @param network modified: its parameters
     * @param sample some input {@code [batch, channels, height, width]}, as the network will see it; not modified
     * @throws ArithmeticException if a layer's activations are 0 or not finite, or the scaling does not converge
     */
    public static void apply(MultiLayerNetwork network, INDArray sample) {
        for (int i = 0; i < network.getnLayers(); i++) {
            Layer layer = network.getLayerWiseConfigurations().getConf(i).getLayer();
            if (layer instanceof GridConvolution) {
                scale(network, i, lastWeights(layer), sample);
            }
        }
    }

    private static String lastWeights(Layer layer) {
        return layer instanceof SampledConvolution sampled
                ? "W" + sampled.getNetwork().getDepth()
                : "W";
    }

    private static void scale(MultiLayerNetwork network, int index, String key, INDArray sample) {
        INDArray weights = network.getLayer(index).getParam(key);
        for (int step = 0; step < STEPS; step++) {
            INDArray out = network.feedForwardToLayer(index, sample, false).get(index + 1);
            double size = out.norm2Number().doubleValue() / Math.sqrt((double) out.length());
            if (!(size > 0 && size < Double.POSITIVE_INFINITY)) {
                throw new ArithmeticException(
                        "layer " + index + ": expected activations of a size that can be scaled, got " + size);
            }
            if (Math.abs(size - 1) < CLOSE) {
                return;
            }
            weights.divi(size);
        }
        throw new ArithmeticException(
                "layer " + index + ": expected activations of mean square 1 after " + STEPS + " steps");
    }
}

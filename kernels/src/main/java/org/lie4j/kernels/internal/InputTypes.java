package org.lie4j.kernels.internal;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/** What the layers of this module accept: images, channels first. */
public final class InputTypes {
    private InputTypes() {}

    /**
     * The input type as that of a channels-first image.
     *
     * @param inputType what the layer below gives
     * @param layer who asks, for the message
     * @return the same, as an image
     * @throws IllegalArgumentException if it is anything else
     */
    public static InputType.InputTypeConvolutional convolutional(InputType inputType, Layer layer) {
        if (inputType instanceof InputType.InputTypeConvolutionalFlat flat) {
            return (InputType.InputTypeConvolutional)
                    InputType.convolutional(flat.getHeight(), flat.getWidth(), flat.getDepth());
        }
        if (inputType instanceof InputType.InputTypeConvolutional image && image.getFormat() == CNN2DFormat.NCHW) {
            return image;
        }
        throw new IllegalArgumentException("layer \"" + layer.getLayerName()
                + "\": expected a convolutional input [batch, channels, height, width], got " + inputType);
    }
}

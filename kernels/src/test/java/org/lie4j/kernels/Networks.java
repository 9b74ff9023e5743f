package org.lie4j.kernels;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Small networks around the layers under test. */
final class Networks {
    private Networks() {}

    /** The layers, then a softmax over three classes; input one channel, side × side. */
    static MultiLayerNetwork classifier(DataType type, IUpdater updater, int side, Layer... layers) {
        return classifier(type, updater, InputType.convolutional(side, side, 1), layers);
    }

    /** The same with any input. */
    static MultiLayerNetwork classifier(DataType type, IUpdater updater, InputType input, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(12345)
                .dataType(type)
                .updater(updater)
                .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerConfiguration conf = list.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(input)
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    static MultiLayerNetwork classifier(DataType type, int side, Layer... layers) {
        return classifier(type, new NoOp(), side, layers);
    }

    static INDArray images(DataType type, int batch, int side, long seed) {
        Nd4j.getRandom().setSeed(seed);
        return Nd4j.rand(DataType.DOUBLE, batch, 1, side, side).castTo(type);
    }

    static INDArray labels(DataType type, int batch) {
        INDArray labels = Nd4j.zeros(type, batch, 3);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % 3, 1);
        }
        return labels;
    }

    /** The network as it is after being written to JSON and bytes, and read again. */
    static MultiLayerNetwork throughFile(MultiLayerNetwork network) throws java.io.IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        org.deeplearning4j.util.ModelSerializer.writeModel(network, bytes, true);
        return org.deeplearning4j.util.ModelSerializer.restoreMultiLayerNetwork(
                new java.io.ByteArrayInputStream(bytes.toByteArray()), true);
    }
}

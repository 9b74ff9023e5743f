package org.lie4j.eval.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class ProbeTest {
    private static final int BATCH = 12;

    private static Network network(boolean graph) {
        NeuralNetConfiguration.Builder common = new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.05))
                .l2(0.5);
        DenseLayer dense =
                new DenseLayer.Builder().nOut(7).activation(Activation.TANH).build();
        OutputLayer last = new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(4)
                .activation(Activation.SOFTMAX)
                .build();
        if (graph) {
            ComputationGraph network = new ComputationGraph(common.graphBuilder()
                    .addInputs("in")
                    .setInputTypes(InputType.feedForward(5))
                    .addLayer("dense", dense, "in")
                    .addLayer("class", last, "dense")
                    .setOutputs("class")
                    .build());
            network.init();
            return new Network.Graph(network);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(common.list()
                .layer(dense)
                .layer(last)
                .setInputType(InputType.feedForward(5))
                .build());
        network.init();
        return new Network.Layers(network);
    }

    /** Against the output before the step, computed the ordinary way. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsOffAStepWhatAnotherPassWouldSay(boolean graph) {
        Network network = network(graph);
        Probe probe = new Probe(BATCH);
        network.watch(probe);
        SplittableRandom random = new SplittableRandom(4);
        int different = 0;
        for (int step = 0; step < 20; step++) {
            float[] x = new float[BATCH * 5];
            float[] y = new float[BATCH * 4];
            for (int i = 0; i < x.length; i++) {
                x[i] = 2 * random.nextFloat() - 1;
            }
            for (int i = 0; i < BATCH; i++) {
                probe.labels()[i] = random.nextInt(4);
                y[4 * i + probe.labels()[i]] = 1;
            }
            INDArray images = Nd4j.create(x, new long[] {BATCH, 5});
            INDArray before = network.output(images);
            double loss = 0;
            int correct = 0;
            int[] predicted = before.argMax(1).toIntVector();
            for (int i = 0; i < BATCH; i++) {
                loss -= Math.log(before.getDouble(i, probe.labels()[i])) / BATCH;
                correct += predicted[i] == probe.labels()[i] ? 1 : 0;
            }
            network.fit(images, Nd4j.create(y, new long[] {BATCH, 4}));
            assertEquals(loss, probe.loss(), 1e-5);
            assertEquals(correct, probe.correct());
            different += correct;
        }
        assertTrue(different > 20 && different < 200, "right now and then: " + different);
    }
}

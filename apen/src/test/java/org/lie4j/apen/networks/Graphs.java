package org.lie4j.apen.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.lie4j.kernels.GroupNormalization;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What the tests of layers, vertices and models have in common. */
public final class Graphs {
    private Graphs() {}

    /** A graph with an output of any kind, and no learning. */
    public static ComputationGraph graph(DataType type, UnaryOperator<GraphBuilder> parts) {
        return initialized(parts.apply(new NeuralNetConfiguration.Builder()
                        .seed(7)
                        .dataType(type)
                        .updater(new NoOp())
                        .graphBuilder())
                .build());
    }

    public static ComputationGraph initialized(ComputationGraphConfiguration conf) {
        ComputationGraph graph = new ComputationGraph(conf);
        graph.init();
        return graph;
    }

    /** Normal numbers. */
    public static INDArray normal(DataType type, long seed, long... shape) {
        Random random = new Random(seed);
        INDArray array = Nd4j.create(DataType.DOUBLE, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextGaussian());
        }
        return array.castTo(type);
    }

    /** One-hot {@code [batch, classes]}, or {@code [batch, classes, points]} if there are points. */
    public static INDArray labels(DataType type, int batch, int classes, int points) {
        INDArray labels = points == 0 ? Nd4j.zeros(type, batch, classes) : Nd4j.zeros(type, batch, classes, points);
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < Math.max(1, points); i++) {
                int label = (b + i * i) % classes;
                if (points == 0) {
                    labels.putScalar(b, label, 1);
                } else {
                    labels.putScalar(b, label, i, 1);
                }
            }
        }
        return labels;
    }

    /** Every derivative with respect to a parameter against a finite difference; running statistics are parameters by name alone. */
    public static void checkGradients(ComputationGraph graph, INDArray[] inputs, INDArray[] labels) {
        checkGradients(graph, 1e-6, 1e-9, inputs, labels);
    }

    /** The same with another step, and another absolute error: of losses far above 1 fewer digits of a difference are left. */
    public static void checkGradients(
            ComputationGraph graph, double step, double absolute, INDArray[] inputs, INDArray[] labels) {
        score(graph, inputs, labels);
        Map<String, INDArray> gradients = new HashMap<>();
        graph.gradient()
                .gradientForVariable()
                .forEach((key, gradient) -> gradients.put(key, gradient.div(inputs[0].size(0))));
        // Not GradientCheckUtil, which takes the n-th parameter of the table for the n-th of the vector: in graphs with
        // branches it is another.
        graph.paramTable().forEach((key, values) -> {
            if (!GroupNormalization.isStatistic(key.substring(key.lastIndexOf('_') + 1))) {
                INDArray flat = values.reshape(values.ordering(), new long[] {values.length()});
                INDArray exact = gradients.get(key).reshape(values.ordering(), new long[] {values.length()});
                for (long i = 0; i < flat.length(); i++) {
                    double at = flat.getDouble(i);
                    flat.putScalar(i, at + step);
                    double after = score(graph, inputs, labels);
                    flat.putScalar(i, at - step);
                    double before = score(graph, inputs, labels);
                    flat.putScalar(i, at);
                    double numerical = (after - before) / (2 * step);
                    double error = Math.abs(numerical - exact.getDouble(i));
                    double scale = Math.abs(numerical) + Math.abs(exact.getDouble(i));
                    assertTrue(
                            error <= 1e-6 * scale || error <= absolute,
                            key + "[" + i + "]: difference quotient " + numerical + ", gradient " + exact.getDouble(i));
                }
            }
        });
    }

    /** The loss as in training; the gradient is computed with it. */
    public static double score(ComputationGraph graph, INDArray[] inputs, INDArray[] labels) {
        graph.setInputs(inputs);
        graph.setLabels(labels);
        graph.computeGradientAndScore();
        return graph.score();
    }

    /** The graph as it is after being written and read again. */
    public static ComputationGraph throughFile(ComputationGraph graph) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(graph, bytes, true);
        return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(bytes.toByteArray()), true);
    }

    public static void assertJsonRoundTrip(ComputationGraph graph) {
        ComputationGraphConfiguration conf = graph.getConfiguration();
        assertEquals(
                conf.toJson(),
                ComputationGraphConfiguration.fromJson(conf.toJson()).toJson());
    }

    public static double largest(INDArray array) {
        return Transforms.abs(array).maxNumber().doubleValue();
    }

    public static void assertClose(INDArray expected, INDArray actual, double tolerance) {
        org.junit.jupiter.api.Assertions.assertArrayEquals(expected.shape(), actual.shape());
        assertEquals(0, largest(expected.castTo(DataType.DOUBLE).sub(actual.castTo(DataType.DOUBLE))), tolerance);
    }

    public static void assertMessage(String part, org.junit.jupiter.api.function.Executable executable) {
        RuntimeException e = assertThrows(RuntimeException.class, executable);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}

package org.lie4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.lie4j.apen.frames.CloudFunction;
import org.lie4j.apen.frames.Field;
import org.lie4j.apen.frames.FrameAveraging;
import org.lie4j.apen.frames.FrameGroup;
import org.lie4j.apen.frames.PcaFrames;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.sampling.PolarLogNormal;
import org.lie4j.kernels.GroupConvolution;
import org.lie4j.kernels.GroupProjection;
import org.lie4j.kernels.GroupSampling;
import org.lie4j.kernels.LiftingConvolution;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.SpatialPooling;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The README's examples: they are the code below, and they run. */
class ReadmeTest {
    @Test
    void everyExampleStandsHere() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        String source = squeezed(Files.readString(Path.of("src/test/java/org/lie4j/eval/ReadmeTest.java")));
        Matcher example = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(readme);
        int count = 0;
        while (example.find()) {
            assertTrue(source.contains(squeezed(example.group(1))), example.group(1));
            count++;
        }
        assertEquals(3, count);
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void groups() {
        GLPlus group = GLPlus.of(3);
        double[] g = new double[1000 * 9]; // a thousand 3×3 matrices
        PolarLogNormal.of(group, 0.3).sample(new SplittableRandom(1), g, 0, 1000);
        double[] xi = new double[1000 * group.dimension()]; // (log P, log R) of g = P R
        group.coordinates(g, 0, xi, 0, 1000);
        double density = group.haarDensity(xi, 0); // of the Haar measure at the first one

        double[] again = new double[g.length];
        group.fromCoordinates(xi, 0, again, 0, 1000);
        assertArrayEquals(g, again, 1e-12);
        assertTrue(density > 0);
    }

    @Test
    void kernels() {
        int classes = 10;
        GroupSampling rotations = GroupSampling.of(PlanarGroup.SO2, 8).resampledFrom(1);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Adam(3e-3))
                .list()
                .layer(new LiftingConvolution.Builder()
                        .nOut(8)
                        .sampling(rotations)
                        .activation(Activation.RELU)
                        .build())
                .layer(SpatialPooling.max(2))
                .layer(new GroupConvolution.Builder()
                        .nOut(16)
                        .sampling(rotations)
                        .activation(Activation.RELU)
                        .build())
                .layer(GroupProjection.max(8).overPlane())
                .layer(new OutputLayer.Builder()
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        network.init();

        assertArrayEquals(
                new long[] {2, classes},
                network.output(Nd4j.rand(DataType.FLOAT, 2, 1, 28, 28)).shape());
    }

    @Test
    void apen() {
        CloudFunction network = (clouds, count, n, out) -> {
            for (int i = 0; i < count * n; i++) {
                out[i / n] += Math.sin(clouds[3 * i]) * clouds[3 * i + 1];
            }
        };
        double[] points = {0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3};
        FrameAveraging invariant =
                FrameAveraging.of(network).over(PcaFrames.of(FrameGroup.SE, 3)).giving(Field.scalars(1));
        double[] value = invariant.apply(points); // the same for every rotated and moved copy of the points

        double[] turned = {5, 0, 0, 5, 1, 0, 3, 0, 0, 5, 0, 3};
        assertArrayEquals(value, invariant.apply(turned), 1e-12);
    }
}

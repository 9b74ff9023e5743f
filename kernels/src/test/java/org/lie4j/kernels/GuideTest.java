package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.sampling.GroupDistribution;
import org.lie4j.groups.sampling.PolarLogNormal;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The code of docs/guides/kernels.md: it is the code below, and it runs. */
class GuideTest {
    private static final int SIDE = 32;

    @Test
    void everyExampleStandsHere() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guides", "kernels.md"));
        String source = squeezed(Files.readString(Path.of("src/test/java/org/lie4j/kernels/GuideTest.java")));
        Matcher example = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(guide);
        int count = 0;
        while (example.find()) {
            assertTrue(source.contains(squeezed(example.group(1))), example.group(1));
            count++;
        }
        assertEquals(6, count);
    }

    /** Without comments, which the formatter moves, and white space. */
    private static String squeezed(String code) {
        return code.replaceAll("//[^\\n]*", "").replaceAll("\\s+", "");
    }

    @Test
    void fromImagesToAnAffineInvariantClassifier(@TempDir Path folder) throws IOException {
        INDArray uprightImages = shapes(24, false);
        INDArray deformedImages = shapes(60, true);
        INDArray labels = labels(24);
        File file = folder.resolve("shapes.zip").toFile();

        AffineFrame frame = AffineFrame.of(20, 3.5).withRidge(0.3);
        GroupSampling rotations = GroupSampling.of(PlanarGroup.SO2, 8);
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(2e-3))
                .list()
                .layer(AffineFrameLayer.of(frame))
                .layer(new LiftingConvolution.Builder()
                        .nOut(6)
                        .kernelSize(5)
                        .sampling(rotations)
                        .inputGradient(false)
                        .build())
                .layer(new GroupNormalization.Builder().elements(8).build())
                .layer(SpatialPooling.max(2))
                .layer(new GroupConvolution.Builder()
                        .nOut(12)
                        .kernelSize(5)
                        .sampling(rotations)
                        .build())
                .layer(new GroupNormalization.Builder().elements(8).build())
                .layer(GroupProjection.max(8).overPlane())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(32, 32, 1))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();

        for (int step = 0; step < 60; step++) {
            network.fit(uprightImages, labels);
        }

        assertTrue(accuracy(network.output(deformedImages)) >= 0.9, "" + accuracy(network.output(deformedImages)));

        GroupDistribution law = PolarLogNormal.of(GLPlus.of(2), 0.15);
        EquivarianceError error = EquivarianceError.measure(network, law, new SplittableRandom(1), 20, uprightImages);
        double mean = error.output().mean();
        List<Double> worst = error.output().worst().matrix();
        System.out.println(error);

        assertTrue(mean > 0 && mean < 0.5, "mean error " + mean);
        assertTrue(worst.get(0) * worst.get(3) - worst.get(1) * worst.get(2) > 0);

        INDArray overDraws = Samplings.meanOutput(network, deformedImages, 4);
        INDArray overTurns = ResidualRotations.meanOutput(network, deformedImages, ResidualRotations.arc(Math.PI, 8));

        assertTrue(accuracy(overDraws) >= 0.9, "" + accuracy(overDraws));
        assertTrue(accuracy(overTurns) >= 0.9, "" + accuracy(overTurns));

        CanonicalImages canonical = CanonicalImages.of(frame, deformedImages);
        INDArray centre = Nd4j.create(new float[] {9.5f, 9.5f}).reshape(1, 1, 2).repeat(0, deformedImages.size(0));
        INDArray inTheImages = canonical.pointsToImages(centre);
        INDArray masks = canonical.masksToImages(canonical.images());

        double[] found = {inTheImages.getDouble(0, 0, 0), inTheImages.getDouble(0, 0, 1)};
        assertEquals(canonical.frames()[2], found[0], 1e-4);
        assertEquals(canonical.frames()[5], found[1], 1e-4);
        assertEquals(deformedImages.shapeInfoToString(), masks.shapeInfoToString());

        ModelSerializer.writeModel(network, file, true);
        MultiLayerNetwork again = ModelSerializer.restoreMultiLayerNetwork(file);

        assertEquals(network.output(deformedImages), again.output(deformedImages));
    }

    private static double accuracy(INDArray probabilities) {
        int right = 0;
        INDArray guess = probabilities.argMax(1);
        for (int n = 0; n < probabilities.size(0); n++) {
            right += guess.getInt(n) == n % 3 ? 1 : 0;
        }
        return (double) right / probabilities.size(0);
    }

    private static INDArray labels(int count) {
        return Networks.labels(DataType.FLOAT, count);
    }

    /** A pair of bars, a cross and a ring by turns, with soft edges; moved, turned, sheared and stretched at will. */
    private static INDArray shapes(int count, boolean deformed) {
        SplittableRandom random = new SplittableRandom(deformed ? 2 : 1);
        INDArray images = Nd4j.zeros(DataType.FLOAT, count, 1, SIDE, SIDE);
        double[] g = new double[4];
        for (int n = 0; n < count; n++) {
            if (deformed) {
                PolarLogNormal.of(GLPlus.of(2), 0.15).sample(random, g, 0, 1);
            } else {
                System.arraycopy(new double[] {1, 0, 0, 1}, 0, g, 0, 4);
            }
            double det = g[0] * g[3] - g[1] * g[2];
            double shiftX = random.nextDouble(-2, 2);
            double shiftY = random.nextDouble(-2, 2);
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    double x = column - 15.5 - shiftX;
                    double y = row - 15.5 - shiftY;
                    double u = (g[3] * x - g[1] * y) / det;
                    double v = (g[0] * y - g[2] * x) / det;
                    images.putScalar(new int[] {n, 0, row, column}, 1 / (1 + Math.exp(2 * outside(n % 3, u, v))));
                }
            }
        }
        return images;
    }

    /** Distance to a stroke of half-width 1.2, negative inside. */
    private static double outside(int shape, double u, double v) {
        return switch (shape) {
            case 0 -> Math.min(box(u, v - 4, 6, 1.2), box(u, v + 4, 6, 1.2));
            case 1 -> Math.min(box(u, v, 6, 1.2), box(u, v, 1.2, 6));
            default -> Math.abs(Math.hypot(u, v) - 5) - 1.2;
        };
    }

    private static double box(double u, double v, double width, double height) {
        return Math.max(Math.abs(u) - width, Math.abs(v) - height);
    }
}

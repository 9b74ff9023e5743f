package org.lie4j.apen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.apen.data.CharacterDataset;
import org.lie4j.apen.data.CharacterOptions;
import org.lie4j.apen.data.CloudSet;
import org.lie4j.apen.data.CloudSplit;
import org.lie4j.apen.data.EmbeddedMotion;
import org.lie4j.apen.frames.CloudFunction;
import org.lie4j.apen.frames.Field;
import org.lie4j.apen.frames.FrameAveraging;
import org.lie4j.apen.frames.FrameGroup;
import org.lie4j.apen.frames.PcaFrames;
import org.lie4j.apen.geometry.LabelledCloud;
import org.lie4j.apen.models.Apen;
import org.lie4j.apen.models.ApenInference;
import org.lie4j.apen.models.ApenPrediction;
import org.lie4j.apen.models.ApenTargets;
import org.lie4j.apen.networks.StartPartition;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.apen.partitions.PartitionAgreement;
import org.lie4j.apen.partitions.PiecewiseEquivarianceError;
import org.lie4j.apen.partitions.UncertaintyBound;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;

/** The code of docs/guides/apen.md: it is the code below, and it runs. */
class GuideTest {
    @Test
    void everyExampleStandsHere() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guides", "apen.md"));
        String source = squeezed(Files.readString(Path.of("src/test/java/org/lie4j/apen/GuideTest.java")));
        Matcher example = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(guide);
        int count = 0;
        while (example.find()) {
            assertTrue(source.contains(squeezed(example.group(1))), example.group(1));
            count++;
        }
        assertEquals(7, count);
    }

    /** Without comments, which the formatter moves, and white space. */
    private static String squeezed(String code) {
        return code.replaceAll("//[^\\n]*", "").replaceAll("\\s+", "");
    }

    @Test
    void anyFunctionIsMadeEquivariant() {
        CloudFunction function = (clouds, count, n, out) -> {
            for (int c = 0; c < count; c++) {
                for (int i = 0; i < 3 * n; i++) {
                    double x = clouds[3 * n * c + i];
                    out[5 * c] += Math.sin(x + i % 3);
                    out[5 * c + 1] += x * x * x;
                    out[5 * c + 2 + i % 3] += Math.exp(x);
                }
            }
        };
        double[] points = new SplittableRandom(1).doubles(30).toArray();

        FrameAveraging averaged = FrameAveraging.of(function)
                .over(PcaFrames.of(FrameGroup.SE, 3))
                .giving(Field.scalars(2), Field.vectors(1));
        double[] value = averaged.apply(points);

        // A quarter turn about the third axis, and a step aside.
        double[] moved = new double[points.length];
        for (int i = 0; i < points.length; i += 3) {
            moved[i] = 2 - points[i + 1];
            moved[i + 1] = points[i];
            moved[i + 2] = points[i + 2];
        }
        double[] expected = {value[0], value[1], -value[3], value[2], value[4]};
        assertArrayEquals(expected, averaged.apply(moved), 1e-11 * Math.abs(value[4]));
        assertEquals(0, averaged.degenerateCount());
    }

    @Test
    void fromCloudsToParts(@TempDir Path folder) throws IOException {
        File file = folder.resolve("parts.zip").toFile();

        CharacterDataset characters = CharacterDataset.of(
                CharacterOptions.defaults(1).withSize(128, 4, 2), EmbeddedMotion.withGenerated(1, 1));
        CloudSplit split = characters.split(CharacterDataset.Protocol.UNSEEN_SEQUENCE, 0.3, 1);
        CloudSet train = split.train();
        CloudSet test = split.test();

        Apen network = Apen.segmentation(train.labelNames().size())
                .sigmas(0.05, 0.1)
                .widths(16)
                .start(StartPartition.Kind.VORONOI, 16)
                .build();
        ComputationGraph graph = new ComputationGraph(network.configuration(new Adam(5e-3), 0, DataType.FLOAT, 1));
        graph.init();
        for (int step = 0; step < 30; step++) {
            graph.fit(batch(network, train, step));
        }

        ApenInference inference = ApenInference.of(network, graph);
        double[] cloud = test.cloud(0).points();
        ApenPrediction found = inference.predict(cloud);
        int[] labels = found.classes();
        Partition parts = found.partition(2);
        double[] uncertainty = found.uncertainty(2);
        double agreement = PartitionAgreement.between(parts, test.pieces(0)).adjustedRand();

        assertEquals(128, labels.length);
        assertTrue(Arrays.stream(uncertainty).allMatch(u -> u >= 0 && u < 1), Arrays.toString(uncertainty));
        assertTrue(agreement > 0.05, "no better than chance: " + agreement);

        PiecewiseEquivarianceError error =
                inference.equivarianceError(cloud, test.pieces(0), 2, 0.2, 3, new SplittableRandom(1));
        UncertaintyBound bound =
                found.bound(2, test.pieces(0), error.recomputed().largest(), 100, new SplittableRandom(2));
        double impurity = parts.meanImpurity(test.pieces(0));

        assertTrue(bound.isConsistentWith(error.recomputed().rootMeanSquare()), bound + " and " + error);
        assertTrue(impurity > 0 && impurity < 1, "impurity " + impurity);

        ModelSerializer.writeModel(graph, file, true);
        ComputationGraph again = ModelSerializer.restoreComputationGraph(file);

        assertArrayEquals(
                found.probabilities(),
                ApenInference.of(network, again).predict(cloud).probabilities());
    }

    private static MultiDataSet batch(Apen network, CloudSet clouds, int step) {
        List<LabelledCloud> pieces = new ArrayList<>();
        List<int[]> labels = new ArrayList<>();
        for (int k = 4 * step; k < 4 * step + 4; k++) {
            int cloud = k % clouds.count();
            pieces.add(LabelledCloud.of(clouds.cloud(cloud).points(), clouds.pieces(cloud)));
            labels.add(clouds.labels(cloud).labels());
        }
        return ApenTargets.segmentation(network, pieces, labels, DataType.FLOAT);
    }
}

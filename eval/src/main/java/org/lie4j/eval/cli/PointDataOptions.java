package org.lie4j.eval.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lie4j.eval.points.PointData;
import org.lie4j.eval.points.PointExperiment;
import org.lie4j.eval.points.PointModel;
import picocli.CommandLine.Option;

/** The options that say which clouds a network learns from, how many, and how long. */
final class PointDataOptions {
    @Option(
            names = "--data",
            paramLabel = "NAME",
            defaultValue = "characters",
            description =
                    "characters (moving bodies, smoothly skinned), rigid-characters, rooms, furniture or turned-furniture."
                            + " Default: ${DEFAULT-VALUE}.")
    private String kind;

    @Option(
            names = "--furniture",
            paramLabel = "FILE",
            description = "A furniture library (.sh3f) for rooms and furniture, in place of generated pieces.")
    private Path furniture;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "384",
            description = "Points of each cloud. Default: ${DEFAULT-VALUE}.")
    private int points;

    @Option(
            names = "--clouds",
            paramLabel = "N",
            defaultValue = "240",
            description = "About how many clouds to learn from. Default: ${DEFAULT-VALUE}.")
    private int clouds;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "8",
            description = "Passes over them. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    PointExperiment experiment(List<PointModel> models, List<Long> seeds, Path out) {
        if (furniture != null && !Files.isRegularFile(furniture)) {
            throw new UserError("--furniture " + furniture + ": no such file, expected a .sh3f library");
        }
        try {
            return new PointExperiment(
                    kind(), new PointData.Size(points, clouds), furniture, models, seeds, epochs, out);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private PointData.Kind kind() {
        return Arrays.stream(PointData.Kind.values())
                .filter(k -> word(k).equals(kind))
                .findFirst()
                .orElseThrow(() -> new UserError("--data " + kind + ", expected "
                        + Arrays.stream(PointData.Kind.values())
                                .map(PointDataOptions::word)
                                .collect(Collectors.joining(", "))));
    }

    private static String word(PointData.Kind k) {
        return k.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

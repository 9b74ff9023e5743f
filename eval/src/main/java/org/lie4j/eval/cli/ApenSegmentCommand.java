package org.lie4j.eval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lie4j.apen.geometry.CloudFiles;
import org.lie4j.apen.geometry.LabelledCloud;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.eval.points.TrainedPoints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Segments a user's own cloud with a trained network. */
@Command(
        name = "segment",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Gives each point of a cloud a label by a network that 'apen' or 'apen train' trained, and says how unsure it is.",
            "The file written has the points with their labels as 'part', 'uncertainty' (one less the label's probability), and, where"
                    + " the network finds parts, 'piece' and 'piece_uncertainty'."
        })
final class ApenSegmentCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "FILE",
            description = "A trained network, for example runs/apen/trainings/apen-1/model.lie4j.")
    private Path model;

    @Option(
            names = {"-p", "--points"},
            required = true,
            paramLabel = "FILE",
            description = "The cloud: .ply, .xyz or .csv.")
    private Path points;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The file to write: .ply or .csv.")
    private Path out;

    @Option(
            names = "--as-it-is",
            description =
                    "Take the cloud's size as it is; otherwise it is brought to that of the clouds that the network learned from.")
    private boolean asItIs;

    @Override
    public Integer call() throws IOException {
        String name = out.toString();
        if (!name.endsWith(".ply") && !name.endsWith(".csv")) {
            throw new UserError("--out " + out + ", expected a name that ends with .ply or .csv");
        }
        if (!Files.isRegularFile(model)) {
            throw new UserError(model + ": no such file, expected a trained network");
        }
        TrainedPoints trained = TrainedPoints.load(model);
        if (!trained.task().perPoint()) {
            throw new UserError(model + ": tells classes of clouds, expected a network that labels points");
        }
        LabelledCloud cloud = read();
        TrainedPoints.Answer answer;
        try {
            answer = trained.answer(cloud.points(), !asItIs);
        } catch (IllegalArgumentException e) {
            throw new UserError(points + ": " + e.getMessage(), e);
        }
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("uncertainty", answer.uncertainty());
        if (answer.parts().length > 0) {
            values.put("piece", Arrays.stream(answer.parts()).asDoubleStream().toArray());
            values.put("piece_uncertainty", answer.partUncertainty());
        }
        List<String> classes = trained.task().classes();
        CloudFiles.write(
                LabelledCloud.of(cloud.points(), Partition.of(answer.labels(), classes.size())),
                values,
                out,
                name.endsWith(".ply") ? CloudFiles.Format.PLY_BINARY : CloudFiles.Format.CSV);
        PrintWriter console = spec.commandLine().getOut();
        int[] counts = new int[classes.size()];
        Arrays.stream(answer.labels()).forEach(label -> counts[label]++);
        for (int c = 0; c < counts.length; c++) {
            console.println(c + "\t" + classes.get(c) + "\t" + counts[c]);
        }
        console.flush();
        return 0;
    }

    private LabelledCloud read() throws IOException {
        try {
            return CloudFiles.read(points);
        } catch (IllegalArgumentException e) {
            throw new UserError("--points " + points + ": " + e.getMessage(), e);
        }
    }
}

package org.lie4j.eval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.lie4j.eval.data.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares files with their manifests. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Compares the files of sets with the lengths and checksums in their manifests. Says on the error"
                + " stream what differs, and ends with 2 if anything does.")
final class DataVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "Manifests, or folders with manifests.")
    private List<Path> given = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int code = 0;
        for (Path file : manifests()) {
            Manifest manifest = Manifest.read(file);
            List<String> differences = manifest.differences(file.resolveSibling(""));
            if (differences.isEmpty()) {
                console.println(file + ": " + manifest.files().size() + " files as expected");
            }
            for (String difference : differences) {
                err.println("lie4j: " + difference);
                code = 2;
            }
        }
        console.flush();
        err.flush();
        return code;
    }

    private List<Path> manifests() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path path : given) {
            if (!Files.isDirectory(path)) {
                found.add(path);
                continue;
            }
            try (Stream<Path> files = Files.list(path)) {
                List<Path> here = files.filter(f -> f.toString().endsWith(Manifest.ENDING))
                        .sorted()
                        .toList();
                if (here.isEmpty()) {
                    throw new UserError(path + ": no manifest in this folder, expected a file *" + Manifest.ENDING);
                }
                found.addAll(here);
            }
        }
        return found;
    }
}

package org.lie4j.eval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lie4j.eval.report.SideBySide;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lays finished runs side by side. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lays several runs side by side, from the files that 'affnist' and 'run' left in their folders.",
            "Prints a table in Markdown, with the difference of each model from the first and its 95%% interval, and writes"
                    + " the same and charts as side-by-side.html and side-by-side.md."
        })
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "Folders of runs or studies, for example runs/affnist runs/small.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "runs/report",
            description = "Folder to write to. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        SideBySide runs = SideBySide.read(folders);
        OutputFolder.prepare(out);
        Path page = runs.write(out);
        PrintWriter console = spec.commandLine().getOut();
        console.print(runs.markdown());
        console.println();
        console.println("report: " + page);
        console.flush();
        return 0;
    }
}

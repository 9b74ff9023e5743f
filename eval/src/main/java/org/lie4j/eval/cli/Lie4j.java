package org.lie4j.eval.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. It ends with 0 for success, 2 for wrong input, 1 for anything unforeseen. */
@Command(
        name = "lie4j",
        mixinStandardHelpOptions = true,
        versionProvider = Lie4j.Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lie groups and equivariant learning: trains and compares models that meet deformed digits"
                + " they were never trained on.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./lie4j affnist                          the experiment, with the defaults",
            "  ./lie4j affnist --model cnn,gl2 --seed 7 other models, another seed",
            "  ./lie4j run eval/studies/small.yaml      several models and seeds, means and deviations",
            "  ./lie4j models                           what can be trained",
            "  ./lie4j report runs/affnist runs/small   finished runs side by side",
            "  ./lie4j predict --model runs/affnist/models/cnn.lie4j --images digits/",
            "  ./lie4j equivariance --model runs/affnist/models/affine-frame.lie4j",
            "  ./lie4j apen                             parts of moving bodies, by networks for point clouds",
            "  ./lie4j apen segment --model runs/apen/trainings/apen-1/model.lie4j --points cloud.ply --out labels.ply",
            "  ./lie4j data list                        data sets to fetch or make",
            "  ./lie4j matrix cases.json                matrix-group operations, for checks from scripts",
            "",
            "'./lie4j COMMAND --help' explains a command."
        })
public final class Lie4j implements Runnable {
    @Spec
    private CommandSpec spec;

    private Lie4j() {}

    /**
     * Runs the program and ends the virtual machine.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine(Lie4j::installedTrainer).setOut(out).setErr(err).execute(arguments));
    }

    /**
     * The command line with its error handling, for running commands inside another program.
     *
     * @param trainer gives the models when a command needs them; help must not wait for a backend to load
     * @return the command line, ready to execute
     */
    public static CommandLine commandLine(Supplier<ModelTrainer> trainer) {
        return new CommandLine(new Lie4j())
                .addSubcommand(withVerbose(new AffnistCommand(trainer)))
                .addSubcommand(withVerbose(new RunCommand(trainer)))
                .addSubcommand(withVerbose(new ModelsCommand(trainer)))
                .addSubcommand(withVerbose(new ReportCommand()))
                .addSubcommand(withVerbose(new PredictCommand(trainer)))
                .addSubcommand(withVerbose(new EquivarianceCommand(trainer)))
                .addSubcommand(apenCommands())
                .addSubcommand(dataCommands())
                .addSubcommand(withVerbose(new MatrixCommand()))
                .setParameterExceptionHandler(Errors::onParameters)
                .setExecutionExceptionHandler(Errors::onExecution)
                .setUsageHelpWidth(100)
                .setAbbreviatedSubcommandsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static CommandLine apenCommands() {
        return withVerbose(new ApenCommand())
                .addSubcommand(withVerbose(new ApenTrainCommand()))
                .addSubcommand(withVerbose(new ApenSegmentCommand()))
                .addSubcommand(withVerbose(new ApenNbodyCommand()));
    }

    private static CommandLine dataCommands() {
        return withVerbose(new DataCommand())
                .addSubcommand(withVerbose(new DataListCommand()))
                .addSubcommand(withVerbose(new DataFetchCommand()))
                .addSubcommand(withVerbose(new DataMakeCommand()))
                .addSubcommand(withVerbose(new DataVerifyCommand()));
    }

    /** The option is read where errors are handled, not in the command. */
    private static CommandLine withVerbose(Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-v", Errors.VERBOSE)
                        .description("Show the stack trace of an error.")
                        .build());
        return line;
    }

    private static ModelTrainer installedTrainer() {
        return ServiceLoader.load(ModelTrainer.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no " + ModelTrainer.class.getName() + " on the class path, expected lie4j's own"));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command given, expected affnist, run, models, report, predict, equivariance, apen, data or matrix");
    }

    /** Says which version this is. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "lie4j " + Version.get() + " (Java " + System.getProperty("java.version") + ")",
            };
        }
    }
}

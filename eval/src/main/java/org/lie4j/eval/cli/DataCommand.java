package org.lie4j.eval.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about data sets. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Lists, fetches, makes and verifies data sets.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./lie4j data fetch mnist                 the official files, into the cache folder",
            "  ./lie4j data make affnist --copies 32    affNIST-recipe test images as a MATLAB file",
            "  ./lie4j data verify data/                against the manifests there"
        })
final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given, expected list, fetch, make or verify");
    }
}

package org.lie4j.eval.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as it was typed, for reports. */
final class Words {
    private Words() {}

    /** The words after the program's name, quoted where a shell wants it. */
    static String of(CommandSpec command) {
        List<String> words = new ArrayList<>(List.of("./lie4j"));
        words.addAll(command.commandLine().getParent().getParseResult().originalArgs());
        return words.stream().map(Words::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[\\w./,:=+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

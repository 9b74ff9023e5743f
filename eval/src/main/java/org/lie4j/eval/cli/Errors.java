package org.lie4j.eval.cli;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.lie4j.apen.geometry.MalformedFileException;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.run.StoppedException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns failures into one line and an exit code; {@code --verbose} adds the stack trace. */
final class Errors {
    /** The option that adds the stack trace. */
    static final String VERBOSE = "--verbose";

    private static final int UNFORESEEN = 1;
    private static final int WRONG_INPUT = 2;

    /** As of a program that SIGINT ended. */
    private static final int STOPPED = 130;

    private Errors() {}

    static int onParameters(ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
        err.println("lie4j: " + oneLine(e) + "; see './" + command + " --help'");
        return WRONG_INPUT;
    }

    static int onExecution(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean verbose = isVerbose(parsed);
        int code = UNFORESEEN;
        if (e instanceof StoppedException) {
            err.println("lie4j: " + oneLine(e));
            code = STOPPED;
        } else if (e instanceof UserError || e instanceof BadDataException || e instanceof MalformedFileException) {
            err.println("lie4j: " + oneLine(e));
            code = WRONG_INPUT;
        } else if (e instanceof FileSystemException file) {
            err.println("lie4j: " + file.getFile() + ": " + reason(file));
            code = WRONG_INPUT;
        } else {
            err.println("lie4j: unexpected error: " + e.getClass().getSimpleName() + ": " + oneLine(e)
                    + (verbose ? "" : " (--verbose shows where)"));
        }
        if (verbose) {
            e.printStackTrace(err);
        }
        err.flush();
        return code;
    }

    private static boolean isVerbose(ParseResult parsed) {
        return parsed.hasMatchedOption(VERBOSE) || (parsed.hasSubcommand() && isVerbose(parsed.subcommand()));
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied, expected a place that may be read and written";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        return e.getReason() == null ? "cannot be read or written" : e.getReason();
    }

    private static String oneLine(Exception e) {
        return String.join(
                " ", String.valueOf(e.getMessage()).lines().map(String::strip).toList());
    }
}

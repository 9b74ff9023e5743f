package org.lie4j.eval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Stack;
import org.lie4j.eval.live.LiveServer;
import org.lie4j.eval.report.LivePage;
import org.lie4j.eval.run.RunLog;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option for a page that shows the run in a browser. */
final class LivePageOption {
    private static final String PORT = "8040";

    @Option(
            names = "--ui",
            arity = "0..1",
            paramLabel = "PORT",
            fallbackValue = PORT,
            preprocessor = Attached.class,
            description =
                    "Show the run in a browser while it goes on, at http://localhost:PORT; ends with the run. Port "
                            + PORT + " if none is given, any free one for 0.")
    private Integer port;

    /** The word after {@code --ui} is its port only behind an equals sign: it may be a file. */
    static final class Attached implements IParameterPreprocessor {
        @Override
        @SuppressWarnings("JdkObsolete") // picocli's signature
        public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            if (!"=".equals(info.get("separator"))) {
                words.push(PORT);
            }
            return false;
        }
    }

    /** Ends the log and the page with the run. */
    record Live(RunLog log, LiveServer server) implements AutoCloseable {
        @Override
        public void close() {
            log.stop(
                    "The run was stopped, or failed; the terminal says why. The same command with --resume goes on from there.");
            if (server != null) {
                server.close();
            }
        }
    }

    /** A log of the run, with a page about it if that is wanted. */
    Live open(String title, int trainings, PrintWriter err) {
        RunLog log = new RunLog(title, trainings);
        if (port == null) {
            return new Live(log, null);
        }
        try {
            LiveServer server = LiveServer.start(new LivePage(log), port);
            err.println("live page: " + server.address());
            err.flush();
            return new Live(log, server);
        } catch (IllegalArgumentException | IOException e) {
            throw new UserError(
                    "--ui=" + port + ": " + e.getMessage()
                            + "; expected a free port of this machine, or --ui=0 for any",
                    e);
        }
    }
}

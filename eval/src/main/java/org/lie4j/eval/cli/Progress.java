package org.lie4j.eval.cli;

import java.io.PrintWriter;
import org.lie4j.eval.fetch.FetchListener;
import org.lie4j.eval.run.ExperimentListener;

/** Shows how an experiment or a download goes; closed when it is over, whichever way. */
interface Progress extends ExperimentListener, FetchListener, AutoCloseable {
    /** The launcher sets this property when the error stream is a terminal: Java itself cannot tell. */
    String TERMINAL = "lie4j.terminal";

    /** A bar on a terminal, occasional lines elsewhere. */
    static Progress on(PrintWriter err) {
        return Boolean.getBoolean(TERMINAL) ? new BarProgress(err) : new LineProgress(err);
    }

    @Override
    void close();
}

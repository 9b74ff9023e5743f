package org.lie4j.eval.run;

/** The work was asked to stop and did: what it had done is on disk, and {@code --resume} goes on from there. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public StoppedException() {
        super("stopped; the same command with --resume goes on from here");
    }
}

package org.lie4j.eval.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C (SIGINT) and SIGTERM wait for the step that is under way and for its checkpoint. Closed by the thread that works, when it has stopped or is done; the virtual
 * machine ends after that, or after a minute.
 */
final class Interruption implements AutoCloseable {
    private static final int MOST_SECONDS = 60;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    Interruption(PrintWriter err) {
        hook = new Thread(() -> stop(err), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the user wants the program to end. */
    boolean isRequested() {
        return requested;
    }

    /** What the virtual machine does when it is asked to end. */
    private void stop(PrintWriter err) {
        requested = true;
        err.println("lie4j: stopping after this step …");
        err.flush();
        try {
            if (!over.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                err.println("lie4j: not waiting any longer; the last checkpoint is the one before");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        err.flush();
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // It is running: the machine is about to end.
        }
    }
}

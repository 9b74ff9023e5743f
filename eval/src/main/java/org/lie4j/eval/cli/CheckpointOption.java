package org.lie4j.eval.cli;

import org.lie4j.eval.run.Checkpoints;
import picocli.CommandLine.Option;

/** The option that says how often a training writes its state. */
final class CheckpointOption {
    @Option(
            names = "--checkpoint-every",
            paramLabel = "SECONDS",
            description =
                    "Seconds between checkpoints: what a training that is killed loses at most. Ctrl-C loses nothing."
                            + " Default: " + Checkpoints.SECONDS + ".")
    private Double seconds;

    /** When to write checkpoints. */
    Checkpoints checkpoints(double otherwise, Interruption interruption) {
        double every = seconds == null ? otherwise : seconds;
        if (!(every >= 0)) {
            throw new UserError("--checkpoint-every " + seconds + ", expected 0 or more seconds");
        }
        return new Checkpoints(every, interruption::isRequested);
    }
}

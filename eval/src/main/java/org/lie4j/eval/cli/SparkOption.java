package org.lie4j.eval.cli;

import java.io.IOException;
import java.util.ServiceLoader;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.RunBackend;
import picocli.CommandLine.Option;

/** The options that let a study run on Apache Spark, for which lie4j-spark must be on the class path. */
final class SparkOption {
    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description =
                    "Train and test on Apache Spark: local[2], spark://HOST:7077 or what else it takes for a master."
                            + " Results are those of a run without it.")
    private String master;

    @Option(
            names = "--average-over",
            paramLabel = "N",
            description = "With --spark: N tasks train each model, each on its share of the batches, and average their"
                    + " parameters now and then. Default: each training is a task of its own.")
    private Integer shares;

    @Option(
            names = "--average-every",
            paramLabel = "BATCHES",
            description =
                    "With --average-over: batches of a share from one average to the next. Default: " + EVERY + ".")
    private Integer every;

    private static final int EVERY = 32;

    boolean isAsked() {
        if (master == null && (shares != null || every != null)) {
            throw new UserError("--average-over and --average-every: expected with --spark MASTER, got no master");
        }
        if (shares == null && every != null) {
            throw new UserError("--average-every " + every + ": expected with --average-over N, got none");
        }
        return master != null;
    }

    /** Only where {@link #isAsked}. */
    RunBackend connect(ModelTrainer trainer) {
        RunBackend.Provider provider = ServiceLoader.load(RunBackend.Provider.class)
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "--spark: no lie4j-spark on the class path; expected a program started by './lie4j', which builds it,"
                                + " or the dependency org.lie4j:lie4j-spark"));
        try {
            return provider.connect(
                    master,
                    trainer,
                    new RunBackend.Averaging(shares == null ? 1 : shares, every == null ? EVERY : every));
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError("--spark " + master + ": " + e.getMessage(), e);
        }
    }
}

package org.lie4j.spark;

import java.io.IOException;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.RunBackend;

/** Connects studies to Apache Spark. */
public final class SparkProvider implements RunBackend.Provider {
    /** For the service loader. */
    public SparkProvider() {}

    /**
     * Connects to a master. Settings are Spark's own, from system properties that begin with {@code spark.}; {@code spark.lie4j.timeout} is
     * how many seconds a master has to answer, 60 by default, {@code spark.lie4j.executorTimeout} how many the first executor has to come up, the same by default.
     *
     * @param master {@code local}, {@code local[N]}, {@code spark://HOST:PORT} or another master that Spark knows
     * @param trainer see the interface
     * @param averaging see the interface
     * @throws IllegalArgumentException if the address is none of a master, or this virtual machine lacks a flag that Spark needs
     * @throws IOException if nothing answers there, or no executor comes up
     */
    @Override
    public RunBackend connect(String master, ModelTrainer trainer, RunBackend.Averaging averaging) throws IOException {
        Cluster cluster = Cluster.connect(master);
        return new SparkBackend(cluster, new SparkTrainer(cluster, trainer, averaging), averaging);
    }
}

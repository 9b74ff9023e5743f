package org.lie4j.spark;

import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.RunBackend;

/** A cluster that trains and tests. */
record SparkBackend(Cluster cluster, ModelTrainer trainer, RunBackend.Averaging averaging) implements RunBackend {
    /** A model that is trained in shares fills the cluster alone. */
    @Override
    public int trainings() {
        return Math.max(1, cluster.cores() / averaging.shares());
    }

    @Override
    public void close() {
        cluster.close();
    }
}

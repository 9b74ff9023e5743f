package org.lie4j.eval.run;

import java.io.IOException;

/** Processes, mostly on other machines, that train and test the models of a study; closed when that is done. */
public interface RunBackend extends AutoCloseable {
    /**
     * Trains there; what it trained is tested there.
     *
     * @return a trainer that may be asked by several threads at once
     */
    ModelTrainer trainer();

    /**
     * How many trainings have room at once.
     *
     * @return 1 or more
     */
    int trainings();

    @Override
    void close();

    /**
     * One model on many processes: each learns from its {@link Share}, and every so often all go on from their mean.
     *
     * @param shares how many learn from one model; 1 for trainings that are not shared
     * @param every batches of a share from one mean to the next
     */
    record Averaging(int shares, int every) {
        /** Each training by one process, to the same result as without a backend. */
        public static final Averaging NONE = new Averaging(1, 1);

        /**
         * Checks the values.
         *
         * @param shares see the record
         * @param every see the record
         * @throws IllegalArgumentException if a number is below 1
         */
        public Averaging {
            if (shares < 1 || every < 1) {
                throw new IllegalArgumentException("expected at least 1 share and at least 1 batch between means, got "
                        + shares + " and " + every);
            }
        }
    }

    /** Connects to such processes; found by the service loader. */
    interface Provider {
        /**
         * Connects.
         *
         * @param master address of what hands out the processes
         * @param trainer knows the models; its class, with a public constructor without parameters, is made anew there
         * @param averaging whether models are trained by several processes each
         * @return the connection
         * @throws IllegalArgumentException if the address cannot be one
         * @throws IOException if nothing answers there, or no process is given; the message is one line
         */
        RunBackend connect(String master, ModelTrainer trainer, Averaging averaging) throws IOException;
    }
}

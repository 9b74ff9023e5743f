package org.lie4j.eval.train;

/** What a training repeats: examples, taken in batches in an order that changes with each epoch, and what is learnt from a batch. */
public interface Steps {
    /**
     * Examples of the training set.
     *
     * @return at least {@link #batch}
     */
    int examples();

    /**
     * Examples of a step.
     *
     * @return at least 1
     */
    int batch();

    /**
     * Answers that are scored in a step: as many as examples where an example has one answer.
     *
     * @return at least 1
     */
    int answers();

    /**
     * Begins an epoch, or what is left of it.
     *
     * @param epoch from 1
     * @param order the examples, a whole number of batches
     * @return its batches, one after the other
     */
    Epoch open(int epoch, int[] order);

    /** An epoch under way. */
    interface Epoch extends AutoCloseable {
        /** Learns from the next batch; there must be one. */
        void step();

        /**
         * Mean loss of the last batch.
         *
         * @return without what weight decay adds
         */
        double loss();

        /**
         * How many answers of the last batch were right.
         *
         * @return from 0 to {@link Steps#answers}
         */
        int correct();

        @Override
        void close();
    }
}

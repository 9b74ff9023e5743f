package org.lie4j.eval.run;

/** Told how a training goes. */
public interface TrainingListener {
    /**
     * A batch was learned from.
     *
     * @param epoch the current epoch, from 1
     * @param epochs how many there will be
     * @param batch the batch just done, from 1
     * @param batches batches of one epoch
     * @param loss mean loss of the batch
     * @param accuracy share of the batch that was classified correctly, 0 to 1
     */
    void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy);

    /**
     * An epoch is done. A resumed training reports the epochs of before again, first, from its checkpoint.
     *
     * @param epoch the epoch, from 1
     * @param trainLoss mean loss over the epoch
     * @param trainAccuracy share of the training images classified correctly during the epoch, 0 to 1
     * @param heldOutAccuracy accuracy on upright images held out from the training set, 0 to 1; NaN if none were held
     *     out
     * @param seconds how long the epoch took
     */
    void onEpoch(int epoch, double trainLoss, double trainAccuracy, double heldOutAccuracy, double seconds);
}

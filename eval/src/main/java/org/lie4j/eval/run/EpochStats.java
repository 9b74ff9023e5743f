package org.lie4j.eval.run;

/**
 * One epoch of a training, as {@link TrainingListener#onEpoch} was told.
 *
 * @param epoch the epoch, from 1
 * @param trainLoss mean loss over the epoch
 * @param trainAccuracy share of the training images classified correctly during the epoch, 0 to 1
 * @param heldOutAccuracy accuracy on held-out upright images, 0 to 1, or NaN
 * @param seconds how long the epoch took
 */
public record EpochStats(int epoch, double trainLoss, double trainAccuracy, double heldOutAccuracy, double seconds) {}

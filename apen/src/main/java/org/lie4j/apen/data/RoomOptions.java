package org.lie4j.apen.data;

/**
 * How rooms are made.
 *
 * @param points points of each cloud, at least 8
 * @param trainSamples clouds drawn from the one training room, at least 1
 * @param arrangements rooms of the test, at least 1
 * @param testSamples clouds drawn from each of them, at least 1
 * @param anyRotation whether objects are turned in any way and float, rather than standing on the floor
 * @param contact whether neighbours touch
 * @param noise standard deviation of each coordinate in metres, at least 0
 * @param partialView whether only what is seen from one side is there, from another direction in each cloud
 * @param sameModels whether the test rearranges the objects of the training room; if not, its models are never seen in training
 * @param turn how each cloud is turned as a whole
 * @param seed of everything drawn
 */
public record RoomOptions(
        int points,
        int trainSamples,
        int arrangements,
        int testSamples,
        boolean anyRotation,
        boolean contact,
        double noise,
        boolean partialView,
        boolean sameModels,
        Turn turn,
        long seed) {
    /**
     * Checks the values.
     *
     * @param points see the record
     * @param trainSamples see the record
     * @param arrangements see the record
     * @param testSamples see the record
     * @param anyRotation see the record
     * @param contact see the record
     * @param noise see the record
     * @param partialView see the record
     * @param sameModels see the record
     * @param turn see the record
     * @param seed see the record
     * @throws IllegalArgumentException if a number is outside its domain
     */
    public RoomOptions {
        if (points < 8 || trainSamples < 1 || arrangements < 1 || testSamples < 1) {
            throw new IllegalArgumentException(
                    "expected at least 8 points and 1 sample, arrangement and test sample, got " + points + ", "
                            + trainSamples + ", " + arrangements + " and " + testSamples);
        }
        if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("noise: expected a finite number >= 0, got " + noise);
        }
    }

    /**
     * 2,048 points, 64 clouds of the training room, 8 rooms of 8 clouds in the test, models unseen; objects stand apart on the floor, seen
     * from all sides, without noise.
     *
     * @param seed of everything drawn
     * @return the options
     */
    public static RoomOptions defaults(long seed) {
        return new RoomOptions(2048, 64, 8, 8, false, false, 0, false, false, Turn.NONE, seed);
    }

    /**
     * Other sizes.
     *
     * @param newPoints see the record
     * @param newTrainSamples see the record
     * @param newTestSamples see the record
     * @return the changed copy
     */
    public RoomOptions withSize(int newPoints, int newTrainSamples, int newTestSamples) {
        return new RoomOptions(
                newPoints,
                newTrainSamples,
                arrangements,
                newTestSamples,
                anyRotation,
                contact,
                noise,
                partialView,
                sameModels,
                turn,
                seed);
    }

    /**
     * Objects turned in any way, or touching.
     *
     * @param newAnyRotation see the record
     * @param newContact see the record
     * @return the changed copy
     */
    public RoomOptions withObjects(boolean newAnyRotation, boolean newContact) {
        return new RoomOptions(
                points,
                trainSamples,
                arrangements,
                testSamples,
                newAnyRotation,
                newContact,
                noise,
                partialView,
                sameModels,
                turn,
                seed);
    }

    /**
     * What a scanner does.
     *
     * @param newNoise see the record
     * @param newPartialView see the record
     * @return the changed copy
     */
    public RoomOptions withScan(double newNoise, boolean newPartialView) {
        return new RoomOptions(
                points,
                trainSamples,
                arrangements,
                testSamples,
                anyRotation,
                contact,
                newNoise,
                newPartialView,
                sameModels,
                turn,
                seed);
    }

    /**
     * Known or unseen models, and turns of whole rooms.
     *
     * @param newSameModels see the record
     * @param newTurn see the record
     * @return the changed copy
     */
    public RoomOptions withTest(boolean newSameModels, Turn newTurn) {
        return new RoomOptions(
                points,
                trainSamples,
                arrangements,
                testSamples,
                anyRotation,
                contact,
                noise,
                partialView,
                newSameModels,
                newTurn,
                seed);
    }
}

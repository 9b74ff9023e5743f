package org.lie4j.apen.data;

/**
 * Clouds to learn from and clouds to be judged on.
 *
 * @param train the former
 * @param test the latter
 */
public record CloudSplit(CloudSet train, CloudSet test) {
    /**
     * Checks that both have the same labels and classes.
     *
     * @param train see the record
     * @param test see the record
     * @throws IllegalArgumentException if one is empty, or the names or numbers of points differ
     */
    public CloudSplit {
        if (train.count() == 0 || test.count() == 0) {
            throw new IllegalArgumentException(
                    "split: expected clouds on both sides, got " + train.count() + " and " + test.count());
        }
        if (!train.labelNames().equals(test.labelNames())
                || !train.classNames().equals(test.classNames())
                || train.points() != test.points()) {
            throw new IllegalArgumentException("split: expected equal labels, classes and numbers of points, got "
                    + train.labelNames() + ", " + train.classNames() + ", " + train.points() + " and "
                    + test.labelNames() + ", " + test.classNames() + ", " + test.points());
        }
    }
}

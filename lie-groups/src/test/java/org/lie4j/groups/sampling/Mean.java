package org.lie4j.groups.sampling;

/** A running mean and its standard error. */
final class Mean {
    private long count;
    private double mean;
    private double squares;

    void add(double x) {
        count++;
        double delta = x - mean;
        mean += delta / count;
        squares += delta * (x - mean);
    }

    double mean() {
        return mean;
    }

    double error() {
        return Math.sqrt(squares / (count - 1) / count);
    }

    @Override
    public String toString() {
        return mean() + " ± " + error();
    }
}

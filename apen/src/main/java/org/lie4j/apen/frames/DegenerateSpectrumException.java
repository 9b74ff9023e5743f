package org.lie4j.apen.frames;

/** Thrown where a cloud's principal axes are not determined, and no fallback was asked for. */
public final class DegenerateSpectrumException extends ArithmeticException {
    private static final long serialVersionUID = 1;

    /** The smallest relative gap of the spectrum. */
    private final double relativeGap;

    /**
     * Creates the exception.
     *
     * @param relativeGap the smallest relative gap of the spectrum
     * @param expected the smallest gap that would have been accepted
     */
    public DegenerateSpectrumException(double relativeGap, double expected) {
        super("expected eigenvalues of the covariance at least " + expected + " of the largest one apart, got a gap of "
                + relativeGap);
        this.relativeGap = relativeGap;
    }

    /**
     * The smallest gap between neighbouring eigenvalues, relative to the largest eigenvalue.
     *
     * @return a number in [0, 1]
     */
    public double relativeGap() {
        return relativeGap;
    }
}

package org.lie4j.groups;

/** Thrown where an element has no real principal logarithm, or none that can be computed reliably. */
public final class NoLogarithmException extends ArithmeticException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message what was expected, and the measured value
     */
    public NoLogarithmException(String message) {
        super(message);
    }
}

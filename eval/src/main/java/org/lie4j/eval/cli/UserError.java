package org.lie4j.eval.cli;

/** Something that the user asked for cannot be: the message says in one line what is wrong and what was expected. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param message one line: what is wrong and what was expected
     */
    public UserError(String message) {
        super(message);
    }

    /**
     * Creates the error with the failure underneath.
     *
     * @param message one line: what is wrong and what was expected
     * @param cause what was thrown below
     */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}

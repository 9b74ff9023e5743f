package org.lie4j.eval.data;

import java.io.IOException;

/**
 * A file that was read but is not what it should be: the message names the file, says what is wrong and what was
 * expected, in one line fit for a person.
 */
public final class BadDataException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message one line: file, fault, expectation
     */
    public BadDataException(String message) {
        super(message);
    }

    /**
     * Creates the exception with the failure underneath.
     *
     * @param message one line: file, fault, expectation
     * @param cause what was thrown below
     */
    public BadDataException(String message, Throwable cause) {
        super(message, cause);
    }
}

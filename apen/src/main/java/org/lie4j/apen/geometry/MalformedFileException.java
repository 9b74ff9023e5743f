package org.lie4j.apen.geometry;

import java.io.IOException;

/** Thrown where a file's content is not what its format says; the message names what was expected, what was found, and where. */
public final class MalformedFileException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param format name of the format
     * @param where the line or the element
     * @param expected what was expected
     * @param actual what was found
     */
    public MalformedFileException(String format, String where, String expected, String actual) {
        super(format + ", " + where + ": expected " + expected + ", got " + actual);
    }
}

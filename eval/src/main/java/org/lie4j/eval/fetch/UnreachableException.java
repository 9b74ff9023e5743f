package org.lie4j.eval.fetch;

import java.io.IOException;

/** There is no way to the place that a file should come from. */
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}

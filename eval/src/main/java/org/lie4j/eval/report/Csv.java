package org.lie4j.eval.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of comma-separated values (RFC 4180, with line feeds alone). */
final class Csv {
    private Csv() {}

    /** One line with its line break; null becomes an empty value. */
    static String line(Object... values) {
        return Arrays.stream(values)
                        .map(value -> value == null ? "" : quoted(value.toString()))
                        .collect(Collectors.joining(","))
                + "\n";
    }

    private static String quoted(String value) {
        return value.matches("[^,\"\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}

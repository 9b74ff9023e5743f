package org.lie4j.spark;

import java.util.List;
import java.util.stream.Collectors;

/** What Spark needs to see of Java's internals since Java 17. */
final class Flags {
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "sun.nio.ch",
            "sun.security.action");

    private Flags() {}

    /** Names the flags that this virtual machine was started without. */
    static void requireOpened() {
        String missing = OPENED.stream()
                .filter(name -> !Object.class.getModule().isOpen(name, Flags.class.getModule()))
                .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED")
                .collect(Collectors.joining(" "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("expected Java to be started with " + missing);
        }
    }
}

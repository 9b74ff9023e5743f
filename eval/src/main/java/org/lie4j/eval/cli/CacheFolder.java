package org.lie4j.eval.cli;

import java.nio.file.Path;

/** Where fetched sets go: {@code lie4j} in the user's folder for what can be fetched again. */
final class CacheFolder {
    private CacheFolder() {}

    static Path get() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path home = Path.of(System.getProperty("user.home"));
        Path base = given != null && Path.of(given).isAbsolute() ? Path.of(given) : home.resolve(".cache");
        return base.resolve("lie4j");
    }
}

package org.lie4j.eval.run;

/** The library's version. */
public final class Version {
    private Version() {}

    /**
     * The version from the jar's manifest.
     *
     * @return for example "0.1.0", or "development" when run from class files
     */
    public static String get() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}

package org.lie4j.vectors;

/** Whether Java's vectors are there. They are in a module that a program has to ask for: {@code java --add-modules jdk.incubator.vector}. */
public final class VectorUnits {
    private static final String MODULE = "jdk.incubator.vector";

    private VectorUnits() {}

    /**
     * Whether the other classes of this package can be used; without the module they fail to load.
     *
     * @return true if the program was started with the module
     */
    public static boolean available() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }
}

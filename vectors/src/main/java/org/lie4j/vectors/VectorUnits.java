package org.lie4j.vectors;

/** Whether Java's vectors are there. They are in a module that a program has to ask for: {@code java --add-modules jdk.incubator.vector}. */
public final class VectorUnits {
    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && hasCompiler();

    private VectorUnits() {}

    /**
     * Whether the other classes of this package should be used; without the module they fail to load.
     *
     * @return true if the program was started with the module, and has the compiler that turns vectors into instructions
     */
    public static boolean available() {
        return AVAILABLE;
    }

    /** Interpreted, or compiled by the first compiler alone, every operation makes an object: a hundred times slower than plain loops. */
    private static boolean hasCompiler() {
        String machine = System.getProperty("java.vm.info", "");
        return !machine.contains("interpreted") && !machine.contains("emulated-client");
    }
}

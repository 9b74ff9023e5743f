package org.lie4j.vectors;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Whether Java's vectors are there. They are in a module that a program has to ask for: {@code java --add-modules jdk.incubator.vector}. */
public final class VectorUnits {
    private static final String MODULE = "jdk.incubator.vector";

    /** The option of {@code java} that asks for the module. */
    public static final String FLAG = "--add-modules=" + MODULE;

    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule(MODULE).isPresent() && areCompiled();

    private VectorUnits() {}

    /**
     * Whether the other classes of this package should be used; without the module they fail to load.
     *
     * @return true if the program was started with the module, and this JVM turns its vectors into instructions
     */
    public static boolean available() {
        return AVAILABLE;
    }

    /** Interpreted, or compiled by the first compiler alone, every operation makes an object; without instructions for it, a fused product and sum is exact arithmetic. Both are a hundred times slower than plain loops. */
    private static boolean areCompiled() {
        String machine = System.getProperty("java.vm.info", "");
        return !machine.contains("interpreted")
                && !machine.contains("emulated-client")
                && has("TieredStopAtLevel", "4")
                && has("UseFMA", "true");
    }

    private static boolean has(String option, String value) {
        try {
            HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return machine != null && machine.getVMOption(option).getValue().equals(value);
        } catch (IllegalArgumentException | NoClassDefFoundError e) {
            // Another JVM, of which nothing is known.
            return false;
        }
    }
}

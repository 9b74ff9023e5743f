package org.lie4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorUnitsTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    /** Prints what the test asks for, in a Java of its own. */
    public static final class Program {
        private Program() {}

        /**
         * Prints whether there are vectors.
         *
         * @param arguments none
         */
        public static void main(String[] arguments) {
            System.out.print(VectorUnits.available());
        }
    }

    @ParameterizedTest
    @CsvSource({
        MODULE + ", true",
        "-Dwithout=module, false",
        MODULE + " -XX:TieredStopAtLevel=1, false",
        MODULE + " -XX:TieredStopAtLevel=3, false",
        MODULE + " -Xint, false",
        MODULE + " -XX:-UseFMA, false",
        MODULE + " -XX:-TieredCompilation, true"
    })
    void areThereWithTheModuleTheCompilerAndTheInstructions(String flags, String expected) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(expected, printed);
    }
}

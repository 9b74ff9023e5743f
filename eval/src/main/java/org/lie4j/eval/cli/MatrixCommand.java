package org.lie4j.eval.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.matrix.MatrixOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Computes matrix-group operations on JSON cases. */
@Command(
        name = "matrix",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Computes operations on matrix groups: reads a JSON array of cases, each an object with 'op' and its input"
                    + " fields, and prints the same array with the computed fields under 'result'.",
            "A case whose input lies outside the operation's domain gets a result with 'error'."
        })
final class MatrixCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE|-", description = "The cases; - for standard input.")
    private String file;

    @Option(names = "--list", description = "Name the operations, with their input fields.")
    private boolean list;

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        if (list) {
            console.print(MatrixOperations.list());
            console.flush();
            return 0;
        }
        if (file == null) {
            throw new UserError("no file given, expected a JSON file, - for standard input, or --list");
        }
        ObjectMapper json = new ObjectMapper();
        JsonNode cases = read(json);
        if (!cases.isArray()) {
            throw new BadDataException(file + ": expected a JSON array of cases, got " + cases.getNodeType());
        }
        for (int i = 0; i < cases.size(); i++) {
            try {
                ObjectNode result = MatrixOperations.compute(cases.get(i));
                ((ObjectNode) cases.get(i)).set("result", result);
            } catch (IllegalArgumentException e) {
                throw new BadDataException(file + ": case " + i + ": " + e.getMessage(), e);
            }
        }
        console.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(cases));
        console.flush();
        return 0;
    }

    private JsonNode read(ObjectMapper json) throws IOException {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            JsonNode cases = json.readTree(in);
            return cases;
        } catch (JsonProcessingException e) {
            throw new BadDataException(
                    file + ": no JSON, " + e.getOriginalMessage() + " in line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()),
                    e);
        }
    }
}

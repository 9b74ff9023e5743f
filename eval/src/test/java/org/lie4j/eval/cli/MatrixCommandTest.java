package org.lie4j.eval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.run.NearestMeanTrainer;

class MatrixCommandTest {
    private static final Path GOLDEN =
            Path.of("..", "lie-groups", "src", "test", "resources", "org", "lie4j", "groups", "matrix-groups.json");

    @TempDir
    Path dir;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Lie4j.commandLine(NearestMeanTrainer::new)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    private JsonNode compute(String cases) throws IOException {
        Path file = Files.writeString(dir.resolve("cases.json"), cases);
        Outcome outcome = run("matrix", file.toString());
        assertEquals(0, outcome.code(), outcome.err());
        return new ObjectMapper().readTree(outcome.out());
    }

    private static List<Double> numbers(JsonNode node) {
        List<Double> numbers = new ArrayList<>();
        if (node.isNumber()) {
            numbers.add(node.asDouble());
        }
        node.forEach(child -> numbers.addAll(numbers(child)));
        return numbers;
    }

    @Test
    void everyCaseOfTheGoldenFileIsComputed() throws IOException {
        JsonNode cases = compute(Files.readString(GOLDEN));
        assertEquals(204, cases.size());
        int fields = 0;
        for (JsonNode c : cases) {
            assertTrue(c.get("result").size() > 0 && !c.get("result").has("error"), c.toString());
            for (String field : List.of("output", "positive", "rotation", "log_positive", "angle")) {
                if (c.get("result").has(field)) {
                    List<Double> expected = numbers(c.get(field));
                    List<Double> actual = numbers(c.get("result").get(field));
                    assertEquals(expected.size(), actual.size());
                    double size = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
                    // Ill-conditioned cases among them: the module's own tests hold each to its bound.
                    for (int i = 0; i < expected.size(); i++) {
                        assertEquals(expected.get(i), actual.get(i), 1e-6 * size, c.toString());
                    }
                    fields++;
                }
            }
        }
        assertTrue(fields >= 204, "fields " + fields);
    }

    @Test
    void functionsOfAnyMatrixAndTheGeometryOfAGroup() throws IOException {
        JsonNode r = compute("""
                [{"op": "expm", "input": [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]]},
                 {"op": "logm", "input": [[1, 1, 0, 0], [0, 1, 0, 0], [0, 0, 2, 0], [0, 0, 0, 1]]},
                 {"op": "sqrtm", "input": [[4, 1, 0], [0, 4, 0], [0, 0, 9]]},
                 {"op": "right_jacobian", "group": "SE(2)", "tangent": [0, 2, 3]},
                 {"op": "modular_function", "group": "Affine+(2)", "input": [[2, 0, 5], [0, 3, 6], [0, 0, 1]]},
                 {"op": "nearest", "group": "SO(2)", "input": [[0, -2], [2, 0]]},
                 {"op": "distance", "group": "SO(2)", "a": [[1, 0], [0, 1]], "b": [[0, -1], [1, 0]]},
                 {"op": "interpolate", "group": "GL+(2)", "a": [[1, 0], [0, 1]], "b": [[4, 0], [0, 9]], "t": 0.5},
                 {"op": "bracket", "group": "SO(3)", "tangent": [1, 0, 0], "other": [0, 1, 0]}]
                """);
        List<List<Double>> out = new ArrayList<>();
        for (JsonNode c : r) {
            assertTrue(c.get("result").has("output"), c.toString());
            out.add(numbers(c.get("result").get("output")));
        }
        assertEquals(1.0 / 6, out.get(0).get(3), 1e-15);
        assertEquals(1, out.get(1).get(1), 1e-14);
        assertEquals(Math.log(2), out.get(1).get(10), 1e-14);
        assertEquals(0.25, out.get(2).get(1), 1e-15);
        // J = I - ad/2: [(0, v), (θ, 0)] = θ (v₂, -v₁).
        assertEquals(-1.5, out.get(3).get(3), 1e-15);
        assertEquals(1, out.get(3).get(6), 1e-15);
        assertEquals(1.0 / 6, out.get(4).get(0), 1e-15);
        assertEquals(List.of(0.0, -1.0, 1.0, 0.0), out.get(5));
        assertEquals(Math.PI / 2, out.get(6).get(0), 1e-15);
        assertEquals(3, out.get(7).get(3), 1e-14);
        assertEquals(1, out.get(8).get(2), 0);
        assertEquals(0, out.get(8).get(0) + out.get(8).get(1), 0);
    }

    @Test
    void theOtherOperationsComputeToo() throws IOException {
        JsonNode r = compute("""
                [{"op": "log", "input": [[2, 0], [0, 3]]},
                 {"op": "log", "group": "SO(3)", "input": [[0, -1, 0], [1, 0, 0], [0, 0, 1]]},
                 {"op": "polar_right", "input": [[2, 0], [0, 3]]},
                 {"op": "iwasawa", "input": [[2, 1], [0, 3]]},
                 {"op": "cartan_kak", "input": [[2, 0], [0, 3]]},
                 {"op": "gauss_ldu", "input": [[2, 2], [2, 5]]},
                 {"op": "rotation_shear_scale", "input": [[2, 1], [0, 3]]},
                 {"op": "levi", "input": [[2, 0, 5], [0, 2, 6], [0, 0, 1]]},
                 {"op": "exp", "group": "T+(2)", "tangent": [0, 1, 0]},
                 {"op": "compose", "group": "SL(2)", "a": [[1, 1], [0, 1]], "b": [[1, 2], [0, 1]]},
                 {"op": "inverse", "group": "SE(2)", "input": [[1, 0, 2], [0, 1, 3], [0, 0, 1]]},
                 {"op": "adjoint", "group": "SO(2)", "input": [[0, -1], [1, 0]]},
                 {"op": "left_jacobian", "group": "SO(3)", "tangent": [0, 0, 0]},
                 {"op": "karcher_mean", "group": "GL+(2)", "elements": [[[1, 0], [0, 1]], [[4, 0], [0, 9]]],
                  "weights": [1, 1]}]
                """);
        assertEquals(
                Math.log(2), r.get(0).get("result").get("output").get(0).get(0).asDouble(), 1e-15);
        assertEquals(
                Math.log(3), r.get(0).get("result").get("output").get(1).get(1).asDouble(), 1e-15);
        assertEquals(Math.PI / 2, r.get(1).get("result").get("tangent").get(2).asDouble(), 1e-15);
        assertEquals(2.0, r.get(2).get("result").get("positive").get(0).get(0).asDouble(), 1e-15);
        assertEquals(0.5, r.get(3).get("result").get("unipotent").get(0).get(1).asDouble(), 1e-15);
        assertEquals(
                Math.log(3),
                r.get(4).get("result").get("log_singular_values").get(0).asDouble(),
                1e-15);
        assertEquals(List.of(2.0, 3.0), numbers(r.get(5).get("result").get("diagonal")));
        assertEquals(3.0, numbers(r.get(6).get("result").get("scale")).get(1), 1e-14);
        assertEquals(Math.log(2), r.get(7).get("result").get("log_scale").asDouble(), 1e-15);
        assertEquals(List.of(1.0, 1.0, 0.0, 1.0), numbers(r.get(8).get("result").get("output")));
        assertEquals(3.0, r.get(9).get("result").get("output").get(0).get(1).asDouble());
        assertEquals(-3.0, r.get(10).get("result").get("output").get(1).get(2).asDouble());
        assertEquals(List.of(1.0), numbers(r.get(11).get("result").get("output")));
        assertEquals(9, numbers(r.get(12).get("result").get("output")).size());
        assertEquals(2.0, r.get(13).get("result").get("output").get(0).get(0).asDouble(), 1e-14);
        assertTrue(r.get(13).get("result").get("converged").asBoolean());
    }

    @Test
    void inputOutsideTheDomainIsAnErrorOfItsCaseAlone() throws IOException {
        JsonNode r = compute("""
                [{"op": "polar_left", "input": [[1, 0], [0, -1]]},
                 {"op": "polar_left", "input": [[1, 0], [0]]},
                 {"op": "exp_sl", "input": [[1, 0], [0, 1]]},
                 {"op": "log", "input": [[-2, 0], [0, -0.5]]},
                 {"op": "compose", "group": "XX(2)", "a": 1, "b": 2},
                 {"op": "exp_so3", "tangent": [1, 2]},
                 {"op": "exp_so3", "tangent": [0, 0, 0]}]
                """);
        String[] parts = {
            "det > 0, got det = -1.0",
            "input: expected 2 numbers in row 1, got an array of 1",
            "Lie algebra of SL(2)",
            "negative eigenvalues",
            "group: expected one of SO(n)",
            "tangent: expected 3 numbers, got an array of 2"
        };
        for (int i = 0; i < parts.length; i++) {
            String error = r.get(i).get("result").path("error").asText();
            assertTrue(error.contains(parts[i]), error);
        }
        assertEquals(9, numbers(r.get(6).get("result").get("output")).size());
    }

    @Test
    void theListNamesThem() {
        Outcome outcome = run("matrix", "--list");
        assertEquals(0, outcome.code());
        for (String op : List.of("exp_gl", "polar_left", "haar_density_spd_log", "karcher_mean", "adjoint", "SE(n)")) {
            assertTrue(outcome.out().contains(op), op);
        }
    }

    @Test
    void wrongFilesAreRefused() throws IOException {
        refused("no file given");
        refused("no such file", dir.resolve("none.json").toString());
        refused("no JSON", file("[{"));
        refused("expected a JSON array", file("{}"));
        refused("case 0: unknown op foo, expected one of exp_gl", file("[{\"op\": \"foo\"}]"));
        refused("case 1: op: expected a text, got nothing", file("[{\"op\": \"exp_so3\"}, {}]"));
        refused("case 0: expected an object, got NUMBER", file("[1]"));
    }

    private String file(String content) throws IOException {
        return Files.writeString(dir.resolve("f" + System.nanoTime()), content).toString();
    }

    private static void refused(String part, String... arguments) {
        List<String> all = new ArrayList<>(List.of("matrix"));
        all.addAll(List.of(arguments));
        Outcome outcome = run(all.toArray(new String[0]));
        assertEquals(2, outcome.code(), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().contains(part), outcome.err());
        assertEquals("", outcome.out());
    }
}

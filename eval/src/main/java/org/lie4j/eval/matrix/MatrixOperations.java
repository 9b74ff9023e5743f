package org.lie4j.eval.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lie4j.groups.AffinePlus;
import org.lie4j.groups.CartanKak;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.GaussLdu;
import org.lie4j.groups.Iwasawa;
import org.lie4j.groups.KarcherMean;
import org.lie4j.groups.Levi;
import org.lie4j.groups.LieGroup;
import org.lie4j.groups.MatrixFunctions;
import org.lie4j.groups.Polar;
import org.lie4j.groups.RotationShearScale;
import org.lie4j.groups.SE3;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO3;
import org.lie4j.groups.SPos;
import org.lie4j.groups.Sim3;

/** The operations by their names: from the input fields of a case to the computed fields. */
public final class MatrixOperations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, Operation> ALL = operations();

    private MatrixOperations() {}

    private interface Computation {
        void compute(MatrixCase input, ObjectNode result);
    }

    private record Operation(String fields, String description, Computation computation) {}

    private static Map<String, Operation> operations() {
        Map<String, Operation> all = new LinkedHashMap<>();
        Computation generalExp = (c, r) -> exp(GLPlus.of(side(c.matrix("input"))), c, r);
        all.put("exp_gl", new Operation("input", "exponential of any matrix", generalExp));
        Computation specialExp = (c, r) -> exp(SL.of(side(c.matrix("input"))), c, r);
        all.put("exp_sl", new Operation("input", "exponential of a traceless matrix", specialExp));
        all.put("exp_sl3", new Operation("input", "the same, 3x3", specialExp));
        all.put(
                "exp_aff2",
                new Operation(
                        "input",
                        "exponential of an affine generator, last row 0",
                        (c, r) -> exp(AffinePlus.of(side(c.matrix("input")) - 1), c, r)));
        all.put(
                "exp_so3",
                new Operation(
                        "tangent",
                        "rotation of a rotation vector",
                        (c, r) -> put(r, "output", compactExp(SO3.INSTANCE, c.vector("tangent", 3)))));
        all.put("exp_se3", new Operation("rotation, translation", "rigid motion of (omega, v)", (c, r) -> {
            double[] xi = joined(c.vector("rotation", 3), c.vector("translation", 3));
            put(r, "output", compactExp(SE3.INSTANCE, xi));
            r.put("angle", norm3(xi));
        }));
        all.put(
                "exp_sim3",
                new Operation("rotation, translation, log_scale", "similarity of (omega, sigma, v)", (c, r) -> {
                    double[] scaled = joined(c.vector("rotation", 3), new double[] {c.number("log_scale")});
                    double[] xi = joined(scaled, c.vector("translation", 3));
                    put(r, "output", compactExp(Sim3.INSTANCE, xi));
                    r.put("angle", norm3(xi));
                }));
        all.put("polar_left", new Operation("input", "g = P R, and log P", (c, r) -> {
            double[] g = c.matrix("input");
            Polar polar = Polar.left(side(g), g);
            put(r, "positive", polar.positive());
            put(r, "rotation", polar.rotation());
            put(r, "log_positive", SPos.of(side(g)).logarithm(polar.positive()));
        }));
        all.put("log_spd", new Operation("input", "logarithm of a symmetric positive definite matrix", (c, r) -> {
            double[] s = c.matrix("input");
            put(r, "output", SPos.of(side(s)).logarithm(s));
        }));
        all.put(
                "haar_density_spd_log",
                new Operation("input", "density of the invariant measure of SPos at exp(input)", (c, r) -> {
                    double[] x = c.matrix("input");
                    GLPlus group = GLPlus.of(side(x));
                    double[] xi = new double[group.dimension()];
                    group.vee(x, 0, xi, 0);
                    r.put("output", SPos.of(side(x)).invariantDensity(xi, 0));
                }));
        addMore(all);
        return all;
    }

    private static void addMore(Map<String, Operation> all) {
        all.put("polar_right", new Operation("input", "g = R P'", (c, r) -> {
            double[] g = c.matrix("input");
            Polar polar = Polar.right(side(g), g);
            put(r, "rotation", polar.rotation());
            put(r, "positive", polar.positive());
        }));
        all.put("iwasawa", new Operation("input", "g = K A N, A = diag(exp log_diagonal)", (c, r) -> {
            Iwasawa d = Iwasawa.of(c.matrix("input"));
            put(r, "rotation", d.rotation());
            r.set("log_diagonal", vector(d.logDiagonal()));
            put(r, "unipotent", d.unipotent());
        }));
        all.put("cartan_kak", new Operation("input", "g = K1 exp(diag a) K2", (c, r) -> {
            CartanKak d = CartanKak.of(c.matrix("input"));
            put(r, "left", d.left());
            r.set("log_singular_values", vector(d.logSingularValues()));
            put(r, "right", d.right());
        }));
        all.put("gauss_ldu", new Operation("input", "g = L D U, without pivoting", (c, r) -> {
            GaussLdu d = GaussLdu.of(c.matrix("input"));
            put(r, "lower", d.lower());
            r.set("diagonal", vector(d.diagonal()));
            put(r, "upper", d.upper());
        }));
        all.put("rotation_shear_scale", new Operation("input", "g = R S D", (c, r) -> {
            RotationShearScale d = RotationShearScale.of(c.matrix("input"));
            put(r, "rotation", d.rotation());
            put(r, "shear", d.shear());
            r.set("scale", vector(d.scale()));
        }));
        all.put("levi", new Operation("input", "affine map x -> s l x + t, det l = 1", (c, r) -> {
            Levi d = Levi.of(c.matrix("input"));
            r.set("translation", vector(d.translation()));
            r.put("log_scale", d.logScale());
            put(r, "special", d.special());
        }));
        String inGroup = "group, ";
        all.put("exp", new Operation(inGroup + "tangent", "exponential of a tangent vector", (c, r) -> {
            LieGroup group = group(c);
            put(r, "output", group.exp(c.vector("tangent", group.dimension())));
        }));
        all.put(
                "expm",
                new Operation(
                        "input",
                        "exponential of a matrix of any size",
                        (c, r) -> put(r, "output", MatrixFunctions.exp(c.matrix("input")))));
        all.put(
                "logm",
                new Operation(
                        "input",
                        "principal logarithm of a matrix of any size",
                        (c, r) -> put(r, "output", MatrixFunctions.log(c.matrix("input")))));
        all.put(
                "sqrtm",
                new Operation(
                        "input",
                        "principal square root of a matrix of any size",
                        (c, r) -> put(r, "output", MatrixFunctions.sqrt(c.matrix("input")))));
        all.put("log", new Operation("input [, group]", "principal logarithm; the group defaults to GL+", (c, r) -> {
            double[] g = c.matrix("input");
            LieGroup group = c.has("group") ? group(c) : GLPlus.of(side(g));
            double[] xi = group.log(g);
            double[] hat = new double[group.matrixSize() * group.matrixSize()];
            group.hat(xi, 0, hat, 0);
            put(r, "output", hat);
            r.set("tangent", vector(xi));
        }));
        all.put(
                "compose",
                new Operation(
                        inGroup + "a, b",
                        "product a b",
                        (c, r) -> put(r, "output", group(c).compose(c.matrix("a"), c.matrix("b")))));
        all.put(
                "inverse",
                new Operation(
                        inGroup + "input", "inverse", (c, r) -> put(r, "output", group(c).inverse(c.matrix("input")))));
        all.put("adjoint", new Operation(inGroup + "input", "matrix of Ad", (c, r) -> {
            LieGroup group = group(c);
            double[] g = c.matrix("input");
            group.requireMember(g, 0);
            double[] out = new double[group.dimension() * group.dimension()];
            group.adjoint(g, 0, out, 0);
            put(r, "output", out);
        }));
        all.put("left_jacobian", new Operation(inGroup + "tangent", "left Jacobian of exp", (c, r) -> {
            LieGroup group = group(c);
            double[] out = new double[group.dimension() * group.dimension()];
            group.leftJacobian(c.vector("tangent", group.dimension()), 0, out, 0);
            put(r, "output", out);
        }));
        all.put("right_jacobian", new Operation(inGroup + "tangent", "right Jacobian of exp", (c, r) -> {
            LieGroup group = group(c);
            double[] out = new double[group.dimension() * group.dimension()];
            group.rightJacobian(c.vector("tangent", group.dimension()), 0, out, 0);
            put(r, "output", out);
        }));
        all.put(
                "modular_function",
                new Operation(inGroup + "input", "right over left Haar measure, inverted", (c, r) -> {
                    LieGroup group = group(c);
                    double[] g = c.matrix("input");
                    group.requireMember(g, 0);
                    r.put("output", group.modularFunction(g, 0));
                }));
        all.put(
                "nearest",
                new Operation(
                        inGroup + "input",
                        "nearest element",
                        (c, r) -> put(r, "output", group(c).nearest(c.matrix("input")))));
        all.put(
                "distance",
                new Operation(
                        inGroup + "a, b",
                        "norm of log(a^-1 b)",
                        (c, r) -> r.put("output", group(c).distance(c.matrix("a"), c.matrix("b")))));
        all.put(
                "interpolate",
                new Operation(
                        inGroup + "a, b, t",
                        "a exp(t log(a^-1 b))",
                        (c, r) -> put(r, "output", group(c).interpolate(c.matrix("a"), c.matrix("b"), c.number("t")))));
        all.put("bracket", new Operation(inGroup + "tangent, other", "Lie bracket of tangent vectors", (c, r) -> {
            LieGroup group = group(c);
            int d = group.dimension();
            r.set("output", vector(group.bracket(c.vector("tangent", d), c.vector("other", d))));
        }));
        all.put("karcher_mean", new Operation(inGroup + "elements [, weights]", "weighted mean", (c, r) -> {
            double[] elements = c.matrices("elements");
            KarcherMean mean = c.has("weights")
                    ? KarcherMean.of(group(c), elements, c.vector("weights", 0))
                    : KarcherMean.of(group(c), elements);
            put(r, "output", mean.mean());
            r.put("iterations", mean.iterations());
            r.put("residual", mean.residual());
            r.put("converged", mean.converged());
        }));
    }

    private static LieGroup group(MatrixCase c) {
        return NamedGroups.named(c.text("group"));
    }

    private static void exp(LieGroup group, MatrixCase c, ObjectNode result) {
        double[] a = c.matrix("input");
        double[] xi = new double[group.dimension()];
        double[] projected = new double[a.length];
        group.vee(a, 0, xi, 0);
        group.hat(xi, 0, projected, 0);
        for (int i = 0; i < a.length; i++) {
            if (!(Math.abs(projected[i] - a[i]) <= 1e-9 * (1 + Math.abs(a[i])))) {
                throw new IllegalArgumentException("input: expected an element of the Lie algebra of " + group.name()
                        + ", got one that is " + Math.abs(projected[i] - a[i]) + " away from it");
            }
        }
        put(result, "output", group.exp(xi));
    }

    private static double[] compactExp(LieGroup group, double[] xi) {
        double[] matrix = new double[group.matrixSize() * group.matrixSize()];
        group.toMatrix(group.exp(xi), 0, matrix, 0, 1);
        return matrix;
    }

    private static double[] joined(double[] a, double[] b) {
        double[] out = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, out, a.length, b.length);
        return out;
    }

    private static double norm3(double[] xi) {
        return Math.sqrt(xi[0] * xi[0] + xi[1] * xi[1] + xi[2] * xi[2]);
    }

    private static int side(double[] matrix) {
        return (int) Math.round(Math.sqrt(matrix.length));
    }

    private static void put(ObjectNode result, String field, double[] matrix) {
        int n = side(matrix);
        ArrayNode rows = JSON.arrayNode(n);
        for (int i = 0; i < n; i++) {
            rows.add(vector(java.util.Arrays.copyOfRange(matrix, i * n, (i + 1) * n)));
        }
        result.set(field, rows);
    }

    private static ArrayNode vector(double[] values) {
        ArrayNode array = JSON.arrayNode(values.length);
        for (double v : values) {
            array.add(v);
        }
        return array;
    }

    /**
     * The names of the operations, with their input fields and what they do.
     *
     * @return one line for each
     */
    public static String list() {
        StringBuilder text = new StringBuilder();
        ALL.forEach((name, o) -> text.append(String.format("%-22s %-34s %s%n", name, o.fields, o.description)));
        text.append("groups: ").append(NamedGroups.KNOWN).append('\n');
        return text.toString();
    }

    /**
     * Computes one case.
     *
     * @param node the case: {@code op} and its input fields
     * @return the computed fields, or {@code error} with a message where the input is outside the operation's domain
     * @throws IllegalArgumentException if the case is no object or has no known {@code op}
     */
    public static ObjectNode compute(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("expected an object, got " + node.getNodeType());
        }
        String op = new MatrixCase(node).text("op");
        Operation operation = ALL.get(op);
        if (operation == null) {
            throw new IllegalArgumentException(
                    "unknown op " + op + ", expected one of " + String.join(", ", ALL.keySet()));
        }
        ObjectNode result = JSON.objectNode();
        try {
            operation.computation.compute(new MatrixCase(node), result);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return JSON.objectNode().put("error", e.getMessage());
        }
        return result;
    }
}

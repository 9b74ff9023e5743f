package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.lie4j.groups.internal.MatrixExponential;
import org.lie4j.groups.internal.SmallMatrices;

/** Against values computed with 60 digits. */
class GoldenTest {
    private static JsonNode cases() throws IOException {
        try (InputStream in = GoldenTest.class.getResourceAsStream("matrix-groups.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static double[] matrix(JsonNode rows) {
        int n = rows.size();
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i * n + j] = rows.get(i).get(j).asDouble();
            }
        }
        return a;
    }

    private static double norm(double[] a) {
        double sum = 0;
        for (double x : a) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    private static double relativeError(double[] expected, double[] actual) {
        double[] difference = expected.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= actual[i];
        }
        return norm(difference) / norm(expected);
    }

    private static double condition(int n, double[] a) {
        double[] inverse = new double[n * n];
        SmallMatrices.invert(n, a, 0, inverse, 0);
        return norm(a) * norm(inverse);
    }

    @Test
    void exponentialsOfMatrices() throws IOException {
        double worst = 0;
        int count = 0;
        for (JsonNode c : cases()) {
            String op = c.get("op").asText();
            if (!op.equals("exp_gl") && !op.equals("exp_sl") && !op.equals("exp_sl3") && !op.equals("exp_aff2")) {
                continue;
            }
            double[] a = matrix(c.get("input"));
            int n = c.get("input").size();
            double[] out = new double[n * n];
            if (op.equals("exp_aff2")) {
                AffinePlus group = AffinePlus.of(n - 1);
                double[] xi = new double[group.dimension()];
                group.vee(a, 0, xi, 0);
                group.exp(xi, 0, out, 0, 1);
            } else {
                LieGroup group = op.equals("exp_gl") ? GLPlus.of(n) : SL.of(n);
                double[] xi = new double[group.dimension()];
                group.vee(a, 0, xi, 0);
                group.exp(xi, 0, out, 0, 1);
            }
            // The exponential's own conditioning is at least ‖A‖ (Higham, lemma 10.15).
            double error = relativeError(matrix(c.get("output")), out) / Math.max(1, norm(a));
            worst = Math.max(worst, error);
            count++;
        }
        assertEquals(60, count);
        assertTrue(worst <= 1e-13, "relative error / norm: " + worst);
    }

    @Test
    void rotationsRigidMotionsAndSimilarities() throws IOException {
        double worst = 0;
        int count = 0;
        for (JsonNode c : cases()) {
            String op = c.get("op").asText();
            double[] out;
            if (op.equals("exp_so3")) {
                out = SO.of(3).exp(vector(c.get("tangent")));
            } else if (op.equals("exp_se3") || op.equals("exp_sim3")) {
                double[] hat = new double[16];
                double[] omega = new double[9];
                SO.of(3).hat(vector(c.get("rotation")), 0, omega, 0);
                double[] t = vector(c.get("translation"));
                for (int i = 0; i < 3; i++) {
                    System.arraycopy(omega, 3 * i, hat, 4 * i, 3);
                    hat[4 * i + 3] = t[i];
                    hat[5 * i] += c.has("log_scale") ? c.get("log_scale").asDouble() : 0;
                }
                out = new double[16];
                MatrixExponential.exp(4, hat, 0, out, 0, new double[32]);
            } else {
                continue;
            }
            worst = Math.max(worst, relativeError(matrix(c.get("output")), out));
            count++;
        }
        assertEquals(90, count);
        assertTrue(worst <= 1e-14, "relative error " + worst);
    }

    @Test
    void compactFormsGoThereAndBack() throws IOException {
        double worst = 0;
        double worstBack = 0;
        int count = 0;
        for (JsonNode c : cases()) {
            String op = c.get("op").asText();
            LieGroup group;
            double[] xi;
            if (op.equals("exp_so3")) {
                group = SO3.INSTANCE;
                xi = vector(c.get("tangent"));
            } else if (op.equals("exp_se3") || op.equals("exp_sim3")) {
                boolean scaled = op.equals("exp_sim3");
                group = scaled ? Sim3.INSTANCE : SE3.INSTANCE;
                xi = new double[group.dimension()];
                System.arraycopy(vector(c.get("rotation")), 0, xi, 0, 3);
                System.arraycopy(vector(c.get("translation")), 0, xi, xi.length - 3, 3);
                if (scaled) {
                    xi[3] = c.get("log_scale").asDouble();
                }
            } else {
                continue;
            }
            int n = group.matrixSize();
            double[] matrix = new double[n * n];
            double[] g = group.exp(xi);
            group.toMatrix(g, 0, matrix, 0, 1);
            worst = Math.max(worst, relativeError(matrix(c.get("output")), matrix));
            worstBack = Math.max(worstBack, relativeError(xi, group.log(g)));
            count++;
        }
        assertEquals(90, count);
        assertTrue(worst <= 2e-15, "relative error " + worst);
        assertTrue(worstBack <= 1e-12, "relative error of the round trip " + worstBack);
    }

    private static double[] vector(JsonNode array) {
        double[] v = new double[array.size()];
        for (int i = 0; i < v.length; i++) {
            v[i] = array.get(i).asDouble();
        }
        return v;
    }

    @Test
    void polarDecompositions() throws IOException {
        int count = 0;
        for (JsonNode c : cases()) {
            if (!c.get("op").asText().equals("polar_left")) {
                continue;
            }
            int n = c.get("n").asInt();
            double[] g = matrix(c.get("input"));
            Polar polar = Polar.left(n, g);
            double bound = Math.max(1e-14, 5e-15 * condition(n, g));
            assertTrue(bound < 1e-3, "a bound that says nothing: " + bound);
            check("positive", matrix(c.get("positive")), polar.positive(), bound);
            check("rotation", matrix(c.get("rotation")), polar.rotation(), bound);
            check("product", g, polar.compose(), 1e-14);
            check("log", matrix(c.get("log_positive")), SPos.of(n).logarithm(polar.positive()), bound);
            double[] xi = new double[GLPlus.of(n).dimension()];
            GLPlus.of(n).coordinates(g, 0, xi, 0, 1);
            java.util.Arrays.fill(xi, GLPlus.of(n).symmetricDimension(), xi.length, 0);
            double[] hat = new double[n * n];
            GLPlus.of(n).hat(xi, 0, hat, 0);
            check("coordinates", matrix(c.get("log_positive")), hat, bound);
            // The right factor is Rᵀ P R, and the rotation is the same.
            Polar right = Polar.right(n, g);
            check("right rotation", polar.rotation(), right.rotation(), bound);
            check("right product", g, right.compose(), 1e-14);
            count++;
        }
        assertEquals(24, count);
    }

    private static void check(String what, double[] expected, double[] actual, double bound) {
        double error = relativeError(expected, actual);
        assertTrue(error <= bound, what + ": relative error " + error + ", expected at most " + bound);
    }

    @Test
    void logarithmsOfPositiveMatrices() throws IOException {
        int count = 0;
        for (JsonNode c : cases()) {
            if (c.get("op").asText().equals("log_spd")) {
                double[] s = matrix(c.get("input"));
                int n = c.get("n").asInt();
                double bound = Math.max(1e-13, 5e-15 * condition(n, s));
                check("log", matrix(c.get("output")), SPos.of(n).logarithm(s), bound);
                count++;
            }
        }
        assertEquals(24, count);
    }

    @Test
    void densitiesOfTheInvariantMeasure() throws IOException {
        int count = 0;
        for (JsonNode c : cases()) {
            if (c.get("op").asText().equals("haar_density_spd_log")) {
                int n = c.get("n").asInt();
                double[] xi = new double[GLPlus.of(n).dimension()];
                GLPlus.of(n).vee(matrix(c.get("input")), 0, xi, 0);
                assertEquals(
                        c.get("output").asDouble(),
                        SPos.of(n).invariantDensity(xi, 0),
                        1e-13 * c.get("output").asDouble());
                count++;
            }
        }
        assertEquals(6, count);
    }
}

package org.lie4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.lie4j.groups.CartanGroup;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.LieGroup;
import org.lie4j.groups.SE3;
import org.lie4j.groups.SL;
import org.lie4j.groups.sampling.ConcentratedGaussian;
import org.lie4j.groups.sampling.GroupDistribution;
import org.lie4j.groups.sampling.InvariantIntegral;
import org.lie4j.groups.sampling.LowDiscrepancy;
import org.lie4j.groups.sampling.PolarLogNormal;

/**
 * Root-mean-square error of invariant integrals against the number of points, for random points, Sobol' and Halton; and whether integrals with and without the
 * density are invariant. Prints tables and writes a plot.
 */
public final class IntegrationError {
    private static final int REPEATS = 32;
    private static final int SMALLEST = 6;
    private static final int LARGEST = 15;

    private IntegrationError() {}

    private record Problem(String name, GroupDistribution law, InvariantIntegral.Integrand phi) {}

    /**
     * Runs the experiment.
     *
     * @param arguments the directory to write integration.png to
     * @throws IOException if the file can't be written
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments.length == 0 ? "docs/results" : arguments[0]);
        StringBuilder text = new StringBuilder();
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(560)
                .title("Error of invariant integrals")
                .xAxisTitle("points")
                .yAxisTitle("relative root-mean-square error")
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        text.append("| integral | method |");
        for (int k = SMALLEST; k <= LARGEST; k += 3) {
            text.append(" N = ").append(1 << k).append(" |");
        }
        text.append(" slope |\n| --- | --- |")
                .append(" ---: |".repeat((LARGEST - SMALLEST) / 3 + 2))
                .append('\n');
        for (Problem problem : problems()) {
            measure(problem, text, chart);
        }
        text.append('\n');
        invariance(text);
        BitmapEncoder.saveBitmap(
                chart, directory.resolve("integration.png").toString(), BitmapEncoder.BitmapFormat.PNG);
        System.out.print(text);
    }

    private static List<Problem> problems() {
        double[] e = new double[7];
        SE3.INSTANCE.identity(e, 0);
        return List.of(
                new Problem("SL(2)", PolarLogNormal.of(SL.of(2), 0.5), polarBump(SL.of(2), 3)),
                new Problem("GL+(2)", PolarLogNormal.of(GLPlus.of(2), 0.5), polarBump(GLPlus.of(2), 3)),
                new Problem("SE(3)", ConcentratedGaussian.of(SE3.INSTANCE, e, 0.5), bump(SE3.INSTANCE, 3)));
    }

    /** A Gaussian bump in log P, modulated by the rotation. */
    private static InvariantIntegral.Integrand polarBump(CartanGroup group, double c) {
        double[] xi = new double[group.dimension()];
        return (g, at) -> {
            group.coordinates(g, at, xi, 0, 1);
            double squares = 0;
            for (int k = 0; k < group.symmetricDimension(); k++) {
                squares += xi[k] * xi[k];
            }
            return Math.exp(-c * squares) * (1 + 0.5 * Math.cos(xi[xi.length - 1] + xi[0]));
        };
    }

    private static InvariantIntegral.Integrand bump(LieGroup group, double c) {
        double[] xi = new double[group.dimension()];
        return (g, at) -> {
            group.log(g, at, xi, 0, 1);
            double squares = Arrays.stream(xi).map(x -> x * x).sum();
            return Math.exp(-c * squares) * (1 + 0.5 * Math.sin(2 * xi[0]));
        };
    }

    private static void measure(Problem problem, StringBuilder text, XYChart chart) {
        double reference = InvariantIntegral.quasi(
                        problem.phi, problem.law, LowDiscrepancy.Kind.SOBOL, new SplittableRandom(99), 1 << 17, 8)
                .value();
        SplittableRandom random = new SplittableRandom(1);
        for (String method : List.of("random", "Sobol'", "Halton")) {
            List<Double> points = new ArrayList<>();
            List<Double> errors = new ArrayList<>();
            for (int k = SMALLEST; k <= LARGEST; k++) {
                double squares = 0;
                for (int repeat = 0; repeat < REPEATS; repeat++) {
                    double value = estimate(problem, method, 1 << k, random);
                    squares += (value / reference - 1) * (value / reference - 1);
                }
                points.add((double) (1 << k));
                errors.add(Math.sqrt(squares / REPEATS));
            }
            chart.addSeries(problem.name + ", " + method, points, errors);
            text.append("| ").append(problem.name).append(" | ").append(method).append(" |");
            for (int k = SMALLEST; k <= LARGEST; k += 3) {
                text.append(String.format(" %.1e |", errors.get(k - SMALLEST)));
            }
            text.append(String.format(" %.2f |%n", slope(points, errors)));
        }
    }

    private static double estimate(Problem problem, String method, int points, SplittableRandom random) {
        if (method.equals("random")) {
            return InvariantIntegral.of(problem.phi, problem.law, random, points)
                    .value();
        }
        LowDiscrepancy.Kind kind = method.equals("Halton") ? LowDiscrepancy.Kind.HALTON : LowDiscrepancy.Kind.SOBOL;
        // One shift for each half of the points, so that the number of evaluations is the same.
        return InvariantIntegral.quasi(problem.phi, problem.law, kind, random, points / 2, 2)
                .value();
    }

    /** Of the least-squares line through the logarithms. */
    private static double slope(List<Double> points, List<Double> errors) {
        double[] x = points.stream().mapToDouble(Math::log).toArray();
        double[] y = errors.stream().mapToDouble(Math::log).toArray();
        double mx = Arrays.stream(x).average().orElseThrow();
        double my = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
        }
        return xy / xx;
    }

    /** Means of φ(a g) - φ(g), with the density and without, in standard errors. */
    private static void invariance(StringBuilder text) {
        text.append("| group | mean of φ(a g) - φ(g), each over the density | in standard errors |"
                + " mean of φ(a g) - φ(g), naive | in standard errors |\n");
        text.append("| --- | ---: | ---: | ---: | ---: |\n");
        for (CartanGroup group : List.of(SL.of(2), GLPlus.of(2), SL.of(3))) {
            int count = 200_000;
            int length = group.elementLength();
            PolarLogNormal law = PolarLogNormal.of(group, 0.5);
            InvariantIntegral.Integrand phi = polarBump(group, 3);
            double[] step = new double[group.dimension()];
            Arrays.fill(step, 0, group.symmetricDimension(), 0.25);
            double[] a = new double[length];
            group.fromCoordinates(step, 0, a, 0, 1);
            double[] g = new double[count * length];
            law.sample(new SplittableRandom(7), g, 0, count);
            double[] moved = new double[length];
            double[] sums = new double[4];
            for (int i = 0; i < count; i++) {
                group.compose(a, 0, g, i * length, moved, 0, 1);
                double difference = phi.at(moved, 0) - phi.at(g, i * length);
                double weighted = difference * Math.exp(-law.logDensity(g, i * length));
                sums[0] += weighted;
                sums[1] += weighted * weighted;
                sums[2] += difference;
                sums[3] += difference * difference;
            }
            text.append(String.format(
                    "| %s | %.1e | %.1f | %.1e | %.1f |%n",
                    group.name(),
                    sums[0] / count,
                    sums[0] / Math.sqrt(sums[1]),
                    sums[2] / count,
                    sums[2] / Math.sqrt(sums[3])));
        }
    }
}

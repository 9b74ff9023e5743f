package org.lie4j.eval.report;

import java.util.List;
import org.lie4j.eval.metrics.Interval;

/** Lines over a common horizontal axis, one for each series, with optional confidence intervals. */
final class LineChart {
    private static final double WIDTH = 340;
    private static final double HEIGHT = 230;
    private static final double LEFT = 46;
    private static final double RIGHT = 330;
    private static final double TOP = 10;
    private static final double BOTTOM = 190;
    private static final int MARKS = 8;

    private LineChart() {}

    /**
     * A point of a line.
     *
     * @param x the horizontal value
     * @param y the vertical value; NaN for a gap
     * @param interval around y, or null
     */
    record Point(double x, double y, Interval interval) {}

    /**
     * A line.
     *
     * @param name for hints
     * @param series colour and mark
     * @param dashed whether the line is dashed and without marks
     * @param points from left to right
     */
    record Line(String name, int series, boolean dashed, List<Point> points) {}

    static String draw(String title, Axis x, Axis y, List<Line> lines) {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        axes(svg, x, y);
        for (Line line : lines) {
            draw(svg, x, y, line);
        }
        return svg.toString();
    }

    /** With the line on which both values are equal. */
    static String drawWithDiagonal(String title, Axis x, Axis y, List<Line> lines) {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        axes(svg, x, y);
        double from = Math.max(x.from(), y.from());
        double to = Math.min(x.to(), y.to());
        svg.line("axis", horizontal(x, from), vertical(y, from), horizontal(x, to), vertical(y, to));
        lines.forEach(line -> draw(svg, x, y, line));
        return svg.toString();
    }

    private static void axes(Svg svg, Axis x, Axis y) {
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, vertical(y, tick), RIGHT, vertical(y, tick));
            svg.label("tick end", LEFT - 6, vertical(y, tick) + 3.5, y.text(tick));
        }
        svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
        for (double tick : x.ticks()) {
            svg.line("axis", horizontal(x, tick), BOTTOM, horizontal(x, tick), BOTTOM + 4);
            svg.label("tick middle", horizontal(x, tick), BOTTOM + 17, x.text(tick));
        }
        svg.label("name middle", (LEFT + RIGHT) / 2, BOTTOM + 34, x.title());
    }

    private static void draw(Svg svg, Axis x, Axis y, Line line) {
        List<Point> points =
                line.points().stream().filter(p -> !Double.isNaN(p.y())).toList();
        String colour = Svg.colour(line.series());
        for (Point p : points) {
            if (p.interval() != null) {
                double at = horizontal(x, p.x());
                svg.line(
                        "whisker " + colour,
                        at,
                        vertical(y, p.interval().low()),
                        at,
                        vertical(y, p.interval().high()));
            }
        }
        svg.polyline(
                (line.dashed() ? "line dashed " : "line ") + colour,
                points.stream().mapToDouble(p -> horizontal(x, p.x())).toArray(),
                points.stream().mapToDouble(p -> vertical(y, p.y())).toArray());
        if (!line.dashed()) {
            // On a long line a mark at every point would hide it.
            int step = Math.max(1, (points.size() + MARKS - 1) / MARKS);
            for (int i = points.size() - 1; i >= 0; i -= step) {
                Point p = points.get(i);
                String hint = line.name() + ", " + x.title() + " " + Format.number(p.x(), 2) + ": " + y.text(p.y());
                svg.mark(line.series(), horizontal(x, p.x()), vertical(y, p.y()), hint);
            }
        }
    }

    private static double horizontal(Axis x, double value) {
        return LEFT + (RIGHT - LEFT) * x.share(value);
    }

    private static double vertical(Axis y, double value) {
        double share = Math.max(0, Math.min(1, y.share(value)));
        return BOTTOM - (BOTTOM - TOP) * share;
    }
}

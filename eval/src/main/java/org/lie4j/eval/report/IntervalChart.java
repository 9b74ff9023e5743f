package org.lie4j.eval.report;

import java.util.List;
import org.lie4j.eval.metrics.Interval;

/** One line for each model with its accuracy as a mark and its confidence interval as a bar. */
final class IntervalChart {
    private static final double WIDTH = 340;
    private static final double LEFT = 16;
    private static final double RIGHT = 324;
    private static final double ROW = 46;

    private IntervalChart() {}

    /**
     * What is drawn on one line.
     *
     * @param name the model
     * @param series colour and mark
     * @param value the accuracy
     * @param interval its confidence interval
     */
    record Entry(String name, int series, double value, Interval interval) {}

    static String draw(String title, Axis x, List<Entry> entries) {
        double bottom = ROW * entries.size() + 6;
        Svg svg = new Svg(WIDTH, bottom + 24, title);
        for (double tick : x.ticks()) {
            svg.line("grid", at(x, tick), 0, at(x, tick), bottom);
            svg.label("tick middle", at(x, tick), bottom + 17, x.text(tick));
        }
        for (int i = 0; i < entries.size(); i++) {
            Entry e = entries.get(i);
            double y = ROW * i + 30;
            String value = Format.percent(e.value());
            svg.label("entry", LEFT, y - 11, e.name());
            svg.label("entry end strong", RIGHT, y - 11, value);
            svg.line("track", LEFT, y, RIGHT, y);
            svg.line(
                    "bar " + Svg.colour(e.series()),
                    at(x, e.interval().low()),
                    y,
                    at(x, e.interval().high()),
                    y);
            svg.mark(
                    e.series(),
                    at(x, e.value()),
                    y,
                    e.name() + ": " + value + ", 95% confidence " + Format.percentRange(e.interval()));
        }
        return svg.toString();
    }

    private static double at(Axis x, double value) {
        return LEFT + (RIGHT - LEFT) * Math.max(0, Math.min(1, x.share(value)));
    }
}

package org.lie4j.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A range of values with round ticks.
 *
 * @param title what the values are
 * @param from the value at the start
 * @param to the value at the end
 * @param ticks the values that get a label
 * @param label how a value is written
 */
record Axis(String title, double from, double to, List<Double> ticks, DoubleFunction<String> label) {
    /** An axis over exactly this range, with about as many ticks as asked for. */
    static Axis exact(String title, double from, double to, int about, DoubleFunction<String> label) {
        double step = roundStep((to - from) / about);
        return new Axis(title, from, to, ticks(from, to, step), label);
    }

    /** An axis that begins and ends at a tick and covers the values. */
    static Axis covering(String title, double from, double to, int about, DoubleFunction<String> label) {
        double span = to > from ? to - from : Math.max(Math.abs(from), 1e-6);
        double step = roundStep(span / about);
        double low = Math.floor(from / step + 1e-9) * step;
        double high = Math.max(Math.ceil(to / step - 1e-9) * step, low + step);
        return new Axis(title, low, high, ticks(low, high, step), label);
    }

    /** Accuracies: up to 100%, down to a round share below the least. */
    static Axis accuracy(String title, double least, int about) {
        Axis axis = covering(title, Math.min(least, 0.99), 1, about, v -> Format.number(100 * v, 2) + "%");
        return new Axis(axis.title, Math.max(0, axis.from), 1, axis.ticks, axis.label);
    }

    /** Counts from 1: only whole ticks. */
    static Axis counting(String title, int last) {
        int step = (int) Math.max(1, roundStep(Math.max(1, last - 1) / 6.0));
        List<Double> ticks = new ArrayList<>();
        ticks.add(1.0);
        for (int tick = step == 1 ? 2 : step; tick <= last; tick += step) {
            ticks.add((double) tick);
        }
        return new Axis(title, 1, Math.max(2, last), ticks, v -> Format.number(v, 0));
    }

    /** Where a value lies between start (0) and end (1). */
    double share(double value) {
        return (value - from) / (to - from);
    }

    String text(double value) {
        return label.apply(value);
    }

    private static List<Double> ticks(double from, double to, double step) {
        List<Double> ticks = new ArrayList<>();
        for (long k = (long) Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) {
            ticks.add(k * step);
        }
        return ticks;
    }

    /** The least of 1, 2, 2.5 or 5 times a power of ten that is no smaller. */
    private static double roundStep(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power >= step * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}

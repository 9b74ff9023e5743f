package org.lie4j.eval.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * Linear maps of the plane along one parameter, from one end to the other in equal steps.
 *
 * @param parameter what varies, for example "rotation"
 * @param unit its unit, or an empty text
 * @param values the parameter's values, ascending
 * @param maps the maps {@code [values][2, 2]}, row-major, y downwards
 */
public record Sweep(String parameter, String unit, List<Double> values, List<double[]> maps) {
    /** Rotations by up to ±90°, where every angle that is not a multiple of 90° meets the pixel grid. */
    public static final Sweep ROTATION = of("rotation", "°", -90, 90, 37, degrees -> {
        double c = Math.cos(Math.toRadians(degrees));
        double s = Math.sin(Math.toRadians(degrees));
        return new double[] {c, -s, s, c};
    });

    /** Horizontal shears. */
    public static final Sweep SHEAR = of("shear", "", -0.5, 0.5, 21, t -> new double[] {1, t, 0, 1});

    /** Changes of scale, the same along both axes. */
    public static final Sweep SCALE = of("scale", "", 0.6, 1.4, 17, s -> new double[] {s, 0, 0, s});

    /** All three. */
    public static final List<Sweep> ALL = List.of(ROTATION, SHEAR, SCALE);

    private static Sweep of(
            String parameter, String unit, double from, double to, int count, DoubleFunction<double[]> map) {
        List<Double> values = IntStream.range(0, count)
                .mapToObj(i -> from + (to - from) * i / (count - 1))
                .toList();
        return new Sweep(
                parameter, unit, values, values.stream().map(v -> map.apply(v)).toList());
    }

    /**
     * The maps one after another.
     *
     * @return {@code [values, 2, 2]}
     */
    public double[] elements() {
        return maps.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}

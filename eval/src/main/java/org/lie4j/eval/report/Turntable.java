package org.lie4j.eval.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A cloud that turns, its points coloured by label or by a value such as uncertainty, several views of it side by side. An element for a
 * page of its own data: no network, a small script of the page turns it. Without a script, and in print, its first view stands still.
 *
 * <p>The vertical axis is y. Distances are kept (no perspective), and points behind are paler. Immutable.
 */
public final class Turntable {
    /** Classes of the style sheet: 8 hues, two shades each. */
    private static final int COLOURS = 16;

    private static final int LEVELS = 6;
    private static final int SHOWN = 4096;
    private static final int HALF = 320;
    private static final double MARGIN = 0.94;
    private static final double YAW = Math.toRadians(30);
    private static final double PITCH = Math.toRadians(14);
    private static final int SLABS = 5;

    private final String title;
    private final int count;
    private final int[] shown;
    private final short[] points;
    private final List<View> views;

    /** A view: the colour of each point that is shown, and how it is explained. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record View(String name, String prefix, byte[] colours, String legend) {}

    private Turntable(String title, int count, int[] shown, short[] points, List<View> views) {
        this.title = title;
        this.count = count;
        this.shown = shown;
        this.points = points;
        this.views = List.copyOf(views);
    }

    /**
     * A cloud without any view yet.
     *
     * @param title what it is
     * @param positions {@code [n, 3]}, n ≥ 1, finite, y up; of more than 4,096 points an even choice is shown; not modified
     * @return the cloud, centred between its extremes
     * @throws IllegalArgumentException if a shape or a value is outside its domain
     */
    public static Turntable of(String title, float[] positions) {
        if (positions.length == 0 || positions.length % 3 != 0) {
            throw new IllegalArgumentException("positions: expected [n >= 1, 3], got " + positions.length + " numbers");
        }
        int n = positions.length / 3;
        int[] shown = new int[Math.min(n, SHOWN)];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = (int) ((long) i * n / shown.length);
        }
        return new Turntable(title, n, shown, quantised(positions, shown), List.of());
    }

    /** Coordinates from -32,767 to 32,767, the ball about the middle of the extremes being as large. */
    private static short[] quantised(float[] x, int[] shown) {
        double[] middle = new double[3];
        for (int c = 0; c < 3; c++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = c; i < x.length; i += 3) {
                if (!Float.isFinite(x[i])) {
                    throw new IllegalArgumentException(
                            "positions: expected finite numbers, got " + x[i] + " at point " + i / 3);
                }
                low = Math.min(low, x[i]);
                high = Math.max(high, x[i]);
            }
            middle[c] = (low + high) / 2;
        }
        double radius = 0;
        for (int i = 0; i < x.length; i += 3) {
            radius = Math.max(
                    radius, Math.hypot(Math.hypot(x[i] - middle[0], x[i + 1] - middle[1]), x[i + 2] - middle[2]));
        }
        double scale = radius > 0 ? Short.MAX_VALUE / radius : 0;
        short[] out = new short[3 * shown.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (short) Math.round(scale * (x[3 * shown[i / 3] + i % 3] - middle[i % 3]));
        }
        return out;
    }

    /**
     * With a view by labels. Labels named "left …" and "right …" share a hue.
     *
     * @param name what the labels are, such as truth or prediction
     * @param labels {@code [n]}, indices of the names; not modified
     * @param names at least 1
     * @return the changed copy
     * @throws IllegalArgumentException if a shape or a value is outside its domain
     */
    public Turntable withLabels(String name, int[] labels, List<String> names) {
        requireCount(labels.length);
        int[] colours = colours(names);
        boolean[] used = new boolean[names.size()];
        byte[] shownColours = new byte[shown.length];
        for (int i = 0; i < count; i++) {
            if (labels[i] < 0 || labels[i] >= names.size()) {
                throw new IllegalArgumentException(
                        "labels: expected 0 to " + (names.size() - 1) + ", got " + labels[i] + " at point " + i);
            }
            used[labels[i]] = true;
        }
        for (int i = 0; i < shown.length; i++) {
            shownColours[i] = (byte) colours[labels[shown[i]]];
        }
        StringBuilder legend = new StringBuilder();
        for (int k = 0; k < names.size(); k++) {
            if (used[k]) {
                legend.append(entry("p" + colours[k], names.get(k)));
            }
        }
        return with(new View(name, "p", shownColours, legend.toString()));
    }

    /**
     * With a view by values, in six shades.
     *
     * @param name what the values are, such as uncertainty
     * @param values {@code [n]}, finite; not modified
     * @param largest what the darkest shade stands for, positive; 0 is the palest, and values beyond are drawn as the ends
     * @return the changed copy
     * @throws IllegalArgumentException if a shape or a value is outside its domain
     */
    public Turntable withValues(String name, double[] values, double largest) {
        requireCount(values.length);
        if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("largest: expected a positive finite number, got " + largest);
        }
        for (int i = 0; i < count; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "values: expected finite numbers, got " + values[i] + " at point " + i);
            }
        }
        byte[] levels = new byte[shown.length];
        for (int i = 0; i < shown.length; i++) {
            double level = Math.floor(values[shown[i]] / largest * LEVELS);
            levels[i] = (byte) Math.max(0, Math.min(LEVELS - 1, level));
        }
        StringBuilder legend = new StringBuilder();
        for (int k = 0; k < LEVELS; k++) {
            String from = Format.number(largest * k / LEVELS, 3);
            String text =
                    k == LEVELS - 1 ? "over " + from : from + " to " + Format.number(largest * (k + 1) / LEVELS, 3);
            legend.append(entry("u" + k, text));
        }
        return with(new View(name, "u", levels, legend.toString()));
    }

    private void requireCount(int length) {
        if (length != count) {
            throw new IllegalArgumentException("expected a value for each of " + count + " points, got " + length);
        }
    }

    private Turntable with(View view) {
        List<View> more = new ArrayList<>(views);
        more.add(view);
        return new Turntable(title, count, shown, points, more);
    }

    /** For each name one of the colours: hues in turn, the right side paler than the left, then the paler shades for the rest. */
    static int[] colours(List<String> names) {
        int[] colours = new int[names.size()];
        int next = 0;
        for (int k = 0; k < colours.length; k++) {
            String name = names.get(k);
            int left = name.startsWith("right ") ? names.indexOf("left " + name.substring("right ".length())) : -1;
            if (left >= 0 && left < k) {
                colours[k] = colours[left] ^ 1;
            } else {
                colours[k] = (2 * next % COLOURS) + (2 * next / COLOURS) % 2;
                next++;
            }
        }
        return colours;
    }

    private static String entry(String style, String text) {
        return "<li><i class=\"" + style + "\"></i>" + Svg.escape(text) + "</li>";
    }

    /**
     * The element. The page needs {@code turntable.css} and, once, {@code turntable.js}, which {@link ApenReport} brings.
     *
     * @return the HTML text
     */
    public String html() {
        StringBuilder html = new StringBuilder("<figure class=\"turntable\" data-points=\"")
                .append(base64(points))
                .append("\"><h3>")
                .append(Svg.escape(title))
                .append("</h3><div class=\"views\">");
        for (View view : views) {
            html.append("<div class=\"view\" data-prefix=\"")
                    .append(view.prefix)
                    .append("\" data-colours=\"")
                    .append(Base64.getEncoder().encodeToString(view.colours))
                    .append("\"><h4>")
                    .append(Svg.escape(view.name))
                    .append("</h4>")
                    .append(still(view))
                    .append("</div>");
        }
        html.append("</div>");
        String last = "";
        for (View view : views) {
            if (!view.legend.equals(last)) {
                html.append("<ul class=\"swatches\">").append(view.legend).append("</ul>");
            }
            last = view.legend;
        }
        return html.append("</figure>").toString();
    }

    private static String base64(short[] values) {
        byte[] bytes = new byte[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[2 * i] = (byte) values[i];
            bytes[2 * i + 1] = (byte) (values[i] >> 8);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The first view: dots as strokes of no length, in slabs from back to front. */
    private String still(View view) {
        int n = shown.length;
        int[][] screen = new int[n][];
        for (int i = 0; i < n; i++) {
            screen[i] = project(points, i);
        }
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 ")
                .append(2 * HALF)
                .append(' ')
                .append(2 * HALF)
                .append("\" role=\"img\" aria-label=\"")
                .append(Svg.escape(title + ", " + view.name))
                .append("\">");
        for (int slab = 0; slab < SLABS; slab++) {
            for (int colour = 0; colour < COLOURS; colour++) {
                StringBuilder path = new StringBuilder();
                for (int i = 0; i < n; i++) {
                    if (screen[i][2] == slab && view.colours[i] == colour) {
                        path.append('M')
                                .append(screen[i][0])
                                .append(' ')
                                .append(screen[i][1])
                                .append("h0");
                    }
                }
                if (!path.isEmpty()) {
                    svg.append("<path class=\"")
                            .append(view.prefix)
                            .append(colour)
                            .append(" s")
                            .append(slab);
                    svg.append("\" d=\"").append(path).append("\"/>");
                }
            }
        }
        return svg.append("</svg>").toString();
    }

    /** Column, row, and the slab from back, 0, to front. */
    private static int[] project(short[] points, int i) {
        double x = points[3 * i] / (double) Short.MAX_VALUE;
        double y = points[3 * i + 1] / (double) Short.MAX_VALUE;
        double z = points[3 * i + 2] / (double) Short.MAX_VALUE;
        double across = Math.cos(YAW) * x + Math.sin(YAW) * z;
        double ahead = Math.cos(YAW) * z - Math.sin(YAW) * x;
        double up = Math.cos(PITCH) * y - Math.sin(PITCH) * ahead;
        double depth = Math.sin(PITCH) * y + Math.cos(PITCH) * ahead;
        return new int[] {
            (int) Math.round(HALF * (1 + MARGIN * across)),
            (int) Math.round(HALF * (1 - MARGIN * up)),
            (int) Math.max(0, Math.min(SLABS - 1, Math.floor((depth + 1) / 2 * SLABS)))
        };
    }
}

package org.lie4j.eval.report;

import java.util.Locale;

/** The few elements of SVG that the charts are drawn with; colours come from the page's style sheet by class. */
final class Svg {
    private static final int COLOURS = 8;

    private final StringBuilder out = new StringBuilder();

    /** Begins a picture that scales to the width it is given; {@code title} is read aloud in its place. */
    Svg(double width, double height, String title) {
        out.append(text("<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"", n(width), n(height)))
                .append(escape(title))
                .append("\">");
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        out.append(text(
                "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>", style, n(x1), n(y1), n(x2), n(y2)));
        return this;
    }

    Svg rect(String style, double x, double y, double width, double height, double opacity) {
        out.append(text(
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\" fill-opacity=\"%s\"/>",
                style, n(x), n(y), n(width), n(height), n(opacity)));
        return this;
    }

    Svg polyline(String style, double[] xs, double[] ys) {
        out.append("<polyline class=\"").append(style).append("\" points=\"");
        for (int i = 0; i < xs.length; i++) {
            out.append(n(xs[i])).append(',').append(n(ys[i])).append(' ');
        }
        out.append("\"/>");
        return this;
    }

    Svg label(String style, double x, double y, String content) {
        out.append(text("<text class=\"%s\" x=\"%s\" y=\"%s\">", style, n(x), n(y)))
                .append(escape(content))
                .append("</text>");
        return this;
    }

    /** A label that reads upwards. */
    Svg upwards(String style, double x, double y, String content) {
        out.append(text("<text class=\"%s\" transform=\"translate(%s %s) rotate(-90)\">", style, n(x), n(y)))
                .append(escape(content))
                .append("</text>");
        return this;
    }

    /** The mark of a series: circle, square, diamond, triangle and so on, so that colour is not all. */
    Svg mark(int series, double x, double y, String hint) {
        String[] paths = {
            "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
            "M-3.5 -3.5h7v7h-7z",
            "M0 -5l5 5l-5 5l-5 -5z",
            "M0 -4.6l4.6 8h-9.2z",
            "M0 4.6l4.6 -8h-9.2z",
            "M-4.6 0l8 4.6v-9.2z",
            "M4.6 0l-8 4.6v-9.2z",
            "M-4.5 -1.5h3v-3h3v3h3v3h-3v3h-3v-3h-3z"
        };
        out.append(text(
                        "<path class=\"mark %s\" transform=\"translate(%s %s)\" d=\"%s\"><title>",
                        colour(series), n(x), n(y), paths[series % paths.length]))
                .append(escape(hint))
                .append("</title></path>");
        return this;
    }

    /** The style class of a series' colour. */
    static String colour(int series) {
        return "c" + series % COLOURS;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String n(double value) {
        return Format.number(value, 2);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    @Override
    public String toString() {
        return out + "</svg>";
    }
}

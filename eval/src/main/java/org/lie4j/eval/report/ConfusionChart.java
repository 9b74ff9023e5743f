package org.lie4j.eval.report;

import java.util.List;
import org.lie4j.eval.data.ImageSet;

/** A confusion matrix: rows are true classes, columns predictions; the share of its row shades a cell. */
final class ConfusionChart {
    private static final double CELL = 29;
    private static final double LEFT = 40;
    private static final double TOP = 34;
    private static final double DARK = 0.65;

    private ConfusionChart() {}

    static String draw(String title, List<List<Integer>> confusion) {
        double end = CELL * ImageSet.CLASSES;
        Svg svg = new Svg(LEFT + end + 2, TOP + end + 2, title);
        svg.label("name middle", LEFT + end / 2, 12, "predicted");
        svg.upwards("name middle", 12, TOP + end / 2, "true");
        for (int label = 0; label < ImageSet.CLASSES; label++) {
            int total = 0;
            for (int prediction = 0; prediction < ImageSet.CLASSES; prediction++) {
                total += confusion.get(label).get(prediction);
            }
            svg.label("tick middle", LEFT + CELL * (label + 0.5), TOP - 6, Integer.toString(label));
            svg.label("tick end", LEFT - 8, TOP + CELL * (label + 0.5) + 4, Integer.toString(label));
            for (int prediction = 0; prediction < ImageSet.CLASSES; prediction++) {
                cell(svg, label, prediction, confusion.get(label).get(prediction), total);
            }
        }
        return svg.toString();
    }

    private static void cell(Svg svg, int label, int prediction, int count, int total) {
        double x = LEFT + CELL * prediction;
        double y = TOP + CELL * label;
        boolean right = label == prediction;
        // Square root: one error in a hundred must still be seen.
        double share = total == 0 ? 0 : (double) count / total;
        double shade = right ? 0.75 * share : Math.sqrt(share);
        svg.rect("cell", x + 1, y + 1, CELL - 2, CELL - 2, 1);
        if (count > 0) {
            svg.rect(right ? "hit" : "miss", x + 1, y + 1, CELL - 2, CELL - 2, shade);
            String style = shade > DARK ? "count middle inverse" : "count middle";
            svg.label(style, x + CELL / 2, y + CELL / 2 + 3.5, Integer.toString(count));
        }
    }
}

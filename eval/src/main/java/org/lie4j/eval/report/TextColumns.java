package org.lie4j.eval.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells set in columns of spaces, for a console: the first column to the left, the others to the right, all lines equally long. */
final class TextColumns {
    private TextColumns() {}

    static List<String> of(List<List<String>> lines) {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], line.get(c).length());
            }
        }
        List<String> text = new ArrayList<>();
        lines.forEach(line -> text.add(line(line, widths)));
        return text;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String pad = " ".repeat(widths[c] - cells.get(c).length());
            line.append(c == 0 ? cells.get(c) + pad : "  " + pad + cells.get(c));
        }
        return line.toString();
    }
}

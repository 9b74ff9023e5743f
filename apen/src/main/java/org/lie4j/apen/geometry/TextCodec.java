package org.lie4j.apen.geometry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Lines of numbers: XYZ and CSV. */
final class TextCodec {
    private static final String HEADER = "x,y,z,part";

    private TextCodec() {}

    static LabelledCloud read(InputStream in, boolean csv) throws IOException {
        String format = csv ? "CSV" : "XYZ";
        CloudBuilder cloud = new CloudBuilder(format);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int line = 0;
        int columns = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            String stripped = text.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            if (line == 1 && csv && isHeader(stripped)) {
                columns = stripped.split(",", -1).length;
                continue;
            }
            String where = "line " + line;
            String[] words = csv ? stripped.split("\\s*,\\s*", -1) : stripped.split("\\s+", -1);
            if (columns == 0 && (words.length == 3 || words.length == 4)) {
                columns = words.length;
            }
            if (words.length != columns) {
                throw new MalformedFileException(
                        format,
                        where,
                        columns == 0 ? "3 or 4 numbers" : columns + " numbers",
                        words.length + ": " + stripped);
            }
            cloud.add(
                    number(words[0], format, where),
                    number(words[1], format, where),
                    number(words[2], format, where),
                    columns >= 4 ? number(words[3], format, where) : 0,
                    where);
        }
        return cloud.cloud();
    }

    private static boolean isHeader(String line) {
        String header = line.replace(" ", "").toLowerCase(Locale.ROOT);
        return header.equals("x,y,z")
                || (header + ",").startsWith(HEADER + ",")
                || (header + ",").startsWith("x,y,z,label,");
    }

    private static double number(String word, String format, String where) throws MalformedFileException {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new MalformedFileException(format, where, "a number", word);
        }
    }

    static void write(LabelledCloud cloud, Map<String, double[]> values, OutputStream out, boolean csv)
            throws IOException {
        String separator = csv ? "," : " ";
        boolean labelled = csv || cloud.parts().parts() > 1;
        if (csv) {
            StringBuilder header = new StringBuilder(HEADER);
            values.keySet().forEach(name -> header.append(',').append(name));
            out.write(CloudFiles.ascii(header.append('\n').toString()));
        }
        double[] x = cloud.points();
        for (int i = 0; i < cloud.size(); i++) {
            StringBuilder line = new StringBuilder(x[3 * i] + separator + x[3 * i + 1] + separator + x[3 * i + 2]);
            if (labelled) {
                line.append(separator).append(cloud.parts().label(i));
            }
            for (double[] value : values.values()) {
                line.append(separator).append(value[i]);
            }
            out.write(CloudFiles.ascii(line.append('\n').toString()));
        }
    }
}

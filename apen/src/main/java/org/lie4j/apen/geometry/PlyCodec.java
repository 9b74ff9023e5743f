package org.lie4j.apen.geometry;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stanford's polygon format: a header that names elements and their properties, then numbers as text or bytes. */
final class PlyCodec {
    private static final String FORMAT = "PLY";
    private static final int MAX_LINE = 100_000;

    private static final Map<String, Type> TYPES = Map.ofEntries(
            Map.entry("char", Type.INT8),
            Map.entry("int8", Type.INT8),
            Map.entry("uchar", Type.UINT8),
            Map.entry("uint8", Type.UINT8),
            Map.entry("short", Type.INT16),
            Map.entry("int16", Type.INT16),
            Map.entry("ushort", Type.UINT16),
            Map.entry("uint16", Type.UINT16),
            Map.entry("int", Type.INT32),
            Map.entry("int32", Type.INT32),
            Map.entry("uint", Type.UINT32),
            Map.entry("uint32", Type.UINT32),
            Map.entry("float", Type.FLOAT32),
            Map.entry("float32", Type.FLOAT32),
            Map.entry("double", Type.FLOAT64),
            Map.entry("float64", Type.FLOAT64));

    private final InputStream in;
    private final byte[] bytes = new byte[8];
    private ByteOrder order;
    private String[] words = {};
    private int wordAt;

    private PlyCodec(InputStream in) {
        this.in = in;
    }

    private enum Type {
        INT8(1),
        UINT8(1),
        INT16(2),
        UINT16(2),
        INT32(4),
        UINT32(4),
        FLOAT32(4),
        FLOAT64(8);

        private final int size;

        Type(int size) {
            this.size = size;
        }
    }

    /** A property; a list if the type of its count is not null. */
    private record Property(String name, Type count, Type type) {}

    private record Element(String name, long count, List<Property> properties) {}

    static LabelledCloud read(InputStream in) throws IOException {
        return new PlyCodec(in).cloud();
    }

    private LabelledCloud cloud() throws IOException {
        for (Element element : header()) {
            if (element.name.equals("vertex")) {
                return vertices(element);
            }
            for (long i = 0; i < element.count; i++) {
                for (Property property : element.properties) {
                    skip(property, element.name + " " + i);
                }
                endOfLine(element.name + " " + i);
            }
        }
        throw new MalformedFileException(FORMAT, "header", "an element vertex", "none");
    }

    private List<Element> header() throws IOException {
        expectLine("ply", line());
        String format = line();
        switch (format) {
            case "format ascii 1.0" -> order = null;
            case "format binary_little_endian 1.0" -> order = ByteOrder.LITTLE_ENDIAN;
            case "format binary_big_endian 1.0" -> order = ByteOrder.BIG_ENDIAN;
            default ->
                throw new MalformedFileException(
                        FORMAT, "header", "format ascii, binary_little_endian or binary_big_endian 1.0", format);
        }
        List<Element> elements = new ArrayList<>();
        while (true) {
            String line = line();
            String[] parts = line.split(" +", -1);
            if (line.equals("end_header")) {
                return elements;
            } else if (parts[0].equals("element") && parts.length == 3) {
                elements.add(new Element(parts[1], count(parts[2]), new ArrayList<>()));
            } else if (parts[0].equals("property") && !elements.isEmpty() && parts.length == 3) {
                properties(elements).add(new Property(parts[2], null, type(parts[1])));
            } else if (parts[0].equals("property")
                    && !elements.isEmpty()
                    && parts.length == 5
                    && parts[1].equals("list")) {
                properties(elements).add(new Property(parts[4], type(parts[2]), type(parts[3])));
            } else if (!parts[0].equals("comment") && !parts[0].equals("obj_info")) {
                throw new MalformedFileException(FORMAT, "header", "element, property, comment or end_header", line);
            }
        }
    }

    private static List<Property> properties(List<Element> elements) {
        return elements.get(elements.size() - 1).properties;
    }

    private static void expectLine(String expected, String actual) throws MalformedFileException {
        if (!actual.equals(expected)) {
            throw new MalformedFileException(FORMAT, "header", expected, actual);
        }
    }

    private static Type type(String name) throws MalformedFileException {
        Type type = TYPES.get(name);
        if (type == null) {
            throw new MalformedFileException(FORMAT, "header", "a type such as float or int32", name);
        }
        return type;
    }

    private static long count(String word) throws MalformedFileException {
        long count;
        try {
            count = Long.parseLong(word);
        } catch (NumberFormatException e) {
            count = -1;
        }
        if (count < 0) {
            throw new MalformedFileException(FORMAT, "header", "a count", word);
        }
        return count;
    }

    private LabelledCloud vertices(Element element) throws IOException {
        CloudBuilder cloud = new CloudBuilder(FORMAT);
        int[] column = new int[4];
        for (int k = 0; k < 3; k++) {
            column[k] = column(element, "xyz".substring(k, k + 1));
            if (column[k] < 0) {
                throw new MalformedFileException(
                        FORMAT, "header", "a vertex property " + "xyz".charAt(k), element.properties.toString());
            }
        }
        column[3] = Math.max(column(element, "part"), column(element, "label"));
        double[] row = new double[element.properties.size()];
        for (long i = 0; i < element.count; i++) {
            String where = "vertex " + i + " of " + element.count;
            for (int p = 0; p < row.length; p++) {
                Property property = element.properties.get(p);
                if (property.count == null) {
                    row[p] = number(property.type, where);
                } else {
                    skip(property, where);
                }
            }
            endOfLine(where);
            cloud.add(row[column[0]], row[column[1]], row[column[2]], column[3] < 0 ? 0 : row[column[3]], where);
        }
        return cloud.cloud();
    }

    private static int column(Element element, String name) {
        for (int p = 0; p < element.properties.size(); p++) {
            Property property = element.properties.get(p);
            if (property.name.equals(name) && property.count == null) {
                return p;
            }
        }
        return -1;
    }

    private void skip(Property property, String where) throws IOException {
        double count = property.count == null ? 1 : number(property.count, where);
        if (!(count >= 0 && count == Math.rint(count))) {
            throw new MalformedFileException(FORMAT, where, "the length of a list", String.valueOf(count));
        }
        for (long k = 0; k < count; k++) {
            number(property.type, where);
        }
    }

    private double number(Type type, String where) throws IOException {
        return order == null ? textNumber(where) : binaryNumber(type, where);
    }

    private double binaryNumber(Type type, String where) throws IOException {
        int found = in.readNBytes(bytes, 0, type.size);
        if (found < type.size) {
            throw new MalformedFileException(FORMAT, where, type.size + " bytes", found + " and the end of the file");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        return switch (type) {
            case INT8 -> bytes[0];
            case UINT8 -> bytes[0] & 0xff;
            case INT16 -> buffer.getShort(0);
            case UINT16 -> buffer.getShort(0) & 0xffff;
            case INT32 -> buffer.getInt(0);
            case UINT32 -> buffer.getInt(0) & 0xffffffffL;
            case FLOAT32 -> buffer.getFloat(0);
            case FLOAT64 -> buffer.getDouble(0);
        };
    }

    private double textNumber(String where) throws IOException {
        while (wordAt == words.length) {
            String line;
            try {
                line = line();
            } catch (EOFException e) {
                throw new MalformedFileException(FORMAT, where, "a number", "the end of the file");
            }
            words = line.isEmpty() ? new String[0] : line.split("\\s+", -1);
            wordAt = 0;
        }
        String word = words[wordAt++];
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new MalformedFileException(FORMAT, where, "a number", word);
        }
    }

    private void endOfLine(String where) throws MalformedFileException {
        if (wordAt != words.length) {
            throw new MalformedFileException(
                    FORMAT, where, wordAt + " numbers on the line", String.valueOf(words.length));
        }
    }

    /** A line of the header or of text, without what ends it. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                if (line.length() > 0 && order == null && !line.toString().isBlank()) {
                    break;
                }
                throw new EOFException("PLY: expected another line, got the end of the file");
            }
            if (line.length() == MAX_LINE) {
                throw new MalformedFileException(FORMAT, "a line", "at most " + MAX_LINE + " characters", "more");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    static void write(LabelledCloud cloud, Map<String, double[]> values, OutputStream out, boolean binary)
            throws IOException {
        StringBuilder header = new StringBuilder(
                "ply\nformat " + (binary ? "binary_little_endian" : "ascii") + " 1.0\nelement vertex " + cloud.size()
                        + "\nproperty double x\nproperty double y\nproperty double z\nproperty int part\n");
        values.keySet()
                .forEach(name -> header.append("property double ").append(name).append('\n'));
        out.write(CloudFiles.ascii(header + "end_header\n"));
        double[] x = cloud.points();
        ByteBuffer row = ByteBuffer.allocate((3 + values.size()) * Double.BYTES + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < cloud.size(); i++) {
            int part = cloud.parts().label(i);
            if (binary) {
                row.clear();
                row.putDouble(x[3 * i])
                        .putDouble(x[3 * i + 1])
                        .putDouble(x[3 * i + 2])
                        .putInt(part);
                for (double[] value : values.values()) {
                    row.putDouble(value[i]);
                }
                out.write(row.array());
            } else {
                StringBuilder line = new StringBuilder(x[3 * i] + " " + x[3 * i + 1] + " " + x[3 * i + 2] + " " + part);
                for (double[] value : values.values()) {
                    line.append(' ').append(value[i]);
                }
                out.write(CloudFiles.ascii(line.append('\n').toString()));
            }
        }
    }
}

package org.lie4j.apen.geometry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads the geometry of Wavefront OBJ files: vertices and faces, which are cut into triangles from their first corner. Normals, texture
 * coordinates, groups, lines and materials are passed over, and so are faces of one or two corners, which real files hold and which have
 * no area.
 */
public final class ObjReader {
    private double[] vertices = new double[3 * 1024];
    private int vertexNumbers;
    private int[] triangles = new int[3 * 1024];
    private int triangleNumbers;
    private int line;

    private ObjReader() {}

    /**
     * Reads a file.
     *
     * @param file its path
     * @return the mesh
     * @throws MalformedFileException if it is no OBJ
     * @throws IOException if it cannot be read
     */
    public static TriangleMesh read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            return read(reader);
        }
    }

    /**
     * Reads a text.
     *
     * @param reader the text; read to its end, not closed
     * @return the mesh
     * @throws MalformedFileException if it is no OBJ, or has no triangle
     * @throws IOException if it cannot be read
     */
    public static TriangleMesh read(Reader reader) throws IOException {
        return new ObjReader().mesh(new BufferedReader(reader));
    }

    private TriangleMesh mesh(BufferedReader reader) throws IOException {
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            StringBuilder whole = new StringBuilder(text);
            while (whole.length() > 0 && whole.charAt(whole.length() - 1) == '\\') {
                String next = reader.readLine();
                line++;
                whole.setLength(whole.length() - 1);
                whole.append(' ').append(next == null ? "" : next);
            }
            String[] words = whole.toString().strip().split("\\s+", -1);
            if (words[0].equals("v")) {
                vertex(words);
            } else if (words[0].equals("f")) {
                face(words);
            }
        }
        if (triangleNumbers == 0) {
            throw new MalformedFileException("OBJ", "line " + line, "at least 1 face", "the end of the file");
        }
        return TriangleMesh.of(Arrays.copyOf(vertices, vertexNumbers), Arrays.copyOf(triangles, triangleNumbers));
    }

    private void vertex(String[] words) throws MalformedFileException {
        if (words.length < 4) {
            throw malformed("v and 3 coordinates", String.join(" ", words));
        }
        if (vertexNumbers == vertices.length) {
            vertices = Arrays.copyOf(vertices, 2 * vertices.length);
        }
        for (int c = 1; c <= 3; c++) {
            double value;
            try {
                value = Double.parseDouble(words[c]);
            } catch (NumberFormatException e) {
                throw malformed("a coordinate", words[c]);
            }
            if (!Double.isFinite(value)) {
                throw malformed("a finite coordinate", words[c]);
            }
            vertices[vertexNumbers++] = value;
        }
    }

    private void face(String[] words) throws MalformedFileException {
        if (words.length < 2) {
            throw malformed("f and corners", String.join(" ", words));
        }
        int first = corner(words[1]);
        int previous = words.length > 2 ? corner(words[2]) : first;
        for (int k = 3; k < words.length; k++) {
            int next = corner(words[k]);
            if (triangleNumbers == triangles.length) {
                triangles = Arrays.copyOf(triangles, 2 * triangles.length);
            }
            triangles[triangleNumbers++] = first;
            triangles[triangleNumbers++] = previous;
            triangles[triangleNumbers++] = next;
            previous = next;
        }
    }

    /** 1 is the first vertex, -1 the latest. */
    private int corner(String word) throws MalformedFileException {
        int slash = word.indexOf('/');
        int index;
        try {
            index = Integer.parseInt(slash < 0 ? word : word.substring(0, slash));
        } catch (NumberFormatException e) {
            throw malformed("the number of a vertex", word);
        }
        int count = vertexNumbers / 3;
        int vertex = index < 0 ? count + index : index - 1;
        if (vertex < 0 || vertex >= count) {
            throw malformed("a vertex from 1 to " + count, word);
        }
        return vertex;
    }

    private MalformedFileException malformed(String expected, String actual) {
        return new MalformedFileException("OBJ", "line " + line, expected, actual);
    }
}

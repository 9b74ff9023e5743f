package org.lie4j.eval.matrix;

import com.fasterxml.jackson.databind.JsonNode;

/** The input fields of one case, read with messages that name the field, what was expected and what was found. */
final class MatrixCase {
    private final JsonNode node;

    MatrixCase(JsonNode node) {
        this.node = node;
    }

    /** A square matrix, row-major. */
    double[] matrix(String field) {
        return matrix(field, node.path(field));
    }

    private static double[] matrix(String field, JsonNode rows) {
        int n = rows.size();
        if (!rows.isArray() || n == 0) {
            throw new IllegalArgumentException(
                    field + ": expected a square matrix as an array of rows, got " + kind(rows));
        }
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            if (!rows.get(i).isArray() || rows.get(i).size() != n) {
                throw new IllegalArgumentException(
                        field + ": expected " + n + " numbers in row " + i + ", got " + kind(rows.get(i)));
            }
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] = number(field, rows.get(i).get(j));
            }
        }
        return matrix;
    }

    /** Several square matrices of one size, packed. */
    double[] matrices(String field) {
        JsonNode list = node.path(field);
        if (!list.isArray() || list.isEmpty()) {
            throw new IllegalArgumentException(field + ": expected an array of matrices, got " + kind(list));
        }
        double[] first = matrix(field + "[0]", list.get(0));
        double[] all = new double[list.size() * first.length];
        for (int i = 0; i < list.size(); i++) {
            double[] m = matrix(field + "[" + i + "]", list.get(i));
            if (m.length != first.length) {
                throw new IllegalArgumentException(field + "[" + i + "]: expected the size of the first matrix, "
                        + first.length + " numbers, got " + m.length);
            }
            System.arraycopy(m, 0, all, i * first.length, first.length);
        }
        return all;
    }

    /** A vector of a given length, or of any if that is 0. */
    double[] vector(String field, int length) {
        JsonNode array = node.path(field);
        if (!array.isArray() || (length > 0 && array.size() != length)) {
            throw new IllegalArgumentException(field + ": expected "
                    + (length > 0 ? length + " numbers" : "an array of numbers") + ", got " + kind(array));
        }
        double[] vector = new double[array.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = number(field, array.get(i));
        }
        return vector;
    }

    boolean has(String field) {
        return node.has(field);
    }

    double number(String field) {
        return number(field, node.path(field));
    }

    private static double number(String field, JsonNode value) {
        if (!value.isNumber()) {
            throw new IllegalArgumentException(field + ": expected a number, got " + kind(value));
        }
        return value.asDouble();
    }

    String text(String field) {
        if (!node.path(field).isTextual()) {
            throw new IllegalArgumentException(field + ": expected a text, got " + kind(node.path(field)));
        }
        return node.get(field).asText();
    }

    private static String kind(JsonNode value) {
        if (value.isMissingNode()) {
            return "nothing";
        }
        return value.isArray() ? "an array of " + value.size() : value.toString();
    }
}

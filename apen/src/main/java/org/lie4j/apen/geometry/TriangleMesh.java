package org.lie4j.apen.geometry;

/** Triangles in space. Immutable. */
public final class TriangleMesh {
    private final double[] vertices;
    private final int[] triangles;

    private TriangleMesh(double[] vertices, int[] triangles) {
        this.vertices = vertices;
        this.triangles = triangles;
    }

    /**
     * A mesh.
     *
     * @param vertices {@code [v, 3]}, finite; not modified
     * @param triangles {@code [t, 3]}, indices of vertices; not modified
     * @return the mesh
     * @throws IllegalArgumentException if a shape or a value is outside its domain
     */
    public static TriangleMesh of(double[] vertices, int[] triangles) {
        if (vertices.length % 3 != 0 || triangles.length % 3 != 0) {
            throw new IllegalArgumentException("mesh: expected [v, 3] coordinates and [t, 3] indices, got "
                    + vertices.length + " and " + triangles.length);
        }
        for (int i = 0; i < vertices.length; i++) {
            if (!Double.isFinite(vertices[i])) {
                throw new IllegalArgumentException(
                        "vertices: expected finite coordinates, got " + vertices[i] + " at vertex " + i / 3);
            }
        }
        for (int i = 0; i < triangles.length; i++) {
            if (triangles[i] < 0 || triangles[i] >= vertices.length / 3) {
                throw new IllegalArgumentException("triangles: expected indices from 0 to " + (vertices.length / 3 - 1)
                        + ", got " + triangles[i] + " in triangle " + i / 3);
            }
        }
        return new TriangleMesh(vertices.clone(), triangles.clone());
    }

    /**
     * The vertices.
     *
     * @return a copy, {@code [v, 3]}
     */
    public double[] vertices() {
        return vertices.clone();
    }

    /**
     * The triangles.
     *
     * @return a copy, {@code [t, 3]}
     */
    public int[] triangles() {
        return triangles.clone();
    }

    /**
     * Number of vertices.
     *
     * @return v
     */
    public int vertexCount() {
        return vertices.length / 3;
    }

    /**
     * Number of triangles.
     *
     * @return t
     */
    public int triangleCount() {
        return triangles.length / 3;
    }

    /**
     * The area of a triangle.
     *
     * @param triangle from 0 to t - 1
     * @return its area, 0 if it is degenerate
     */
    public double area(int triangle) {
        int a = 3 * triangles[3 * triangle];
        int b = 3 * triangles[3 * triangle + 1];
        int c = 3 * triangles[3 * triangle + 2];
        double ux = vertices[b] - vertices[a];
        double uy = vertices[b + 1] - vertices[a + 1];
        double uz = vertices[b + 2] - vertices[a + 2];
        double vx = vertices[c] - vertices[a];
        double vy = vertices[c + 1] - vertices[a + 1];
        double vz = vertices[c + 2] - vertices[a + 2];
        return 0.5 * Math.hypot(Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz), ux * vy - uy * vx);
    }

    /**
     * The corners of the smallest box along the axes.
     *
     * @return new array: lowest x, y, z, highest x, y, z
     * @throws IllegalStateException if there are no vertices
     */
    public double[] bounds() {
        if (vertices.length == 0) {
            throw new IllegalStateException("expected at least 1 vertex, got none");
        }
        double[] bounds = new double[6];
        for (int c = 0; c < 3; c++) {
            bounds[c] = Double.POSITIVE_INFINITY;
            bounds[c + 3] = Double.NEGATIVE_INFINITY;
            for (int i = c; i < vertices.length; i += 3) {
                bounds[c] = Math.min(bounds[c], vertices[i]);
                bounds[c + 3] = Math.max(bounds[c + 3], vertices[i]);
            }
        }
        return bounds;
    }

    /**
     * The mesh with other coordinates, such as those of a pose.
     *
     * @param coordinates {@code [v, 3]}, finite; not modified
     * @return the changed copy
     * @throws IllegalArgumentException if the length differs or a coordinate is not finite
     */
    public TriangleMesh withVertices(double[] coordinates) {
        if (coordinates.length != vertices.length) {
            throw new IllegalArgumentException(
                    "vertices: expected " + vertices.length + " numbers, got " + coordinates.length);
        }
        return of(coordinates, triangles);
    }
}

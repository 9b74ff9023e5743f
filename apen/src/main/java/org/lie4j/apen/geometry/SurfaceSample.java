package org.lie4j.apen.geometry;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Places on the triangles of a mesh, uniform by area, that can be carried along as the mesh moves. Immutable. */
public final class SurfaceSample {
    private final int[] triangles;
    private final double[] barycentric;

    private SurfaceSample(int[] triangles, double[] barycentric) {
        this.triangles = triangles;
        this.barycentric = barycentric;
    }

    /**
     * Draws places independently, uniform by area (Osada et al., 2002, equation 1, for the place in its triangle).
     *
     * @param mesh the mesh
     * @param count how many, at least 1
     * @param random the source of randomness
     * @return the places
     * @throws IllegalArgumentException if the count is less than 1, or the mesh has no area
     */
    public static SurfaceSample draw(TriangleMesh mesh, int count, RandomGenerator random) {
        if (count < 1) {
            throw new IllegalArgumentException("count: expected at least 1, got " + count);
        }
        double[] cumulative = new double[mesh.triangleCount()];
        double area = 0;
        for (int t = 0; t < cumulative.length; t++) {
            area += mesh.area(t);
            cumulative[t] = area;
        }
        if (!(area > 0 && area < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "mesh: expected a positive finite area, got " + area + " from " + cumulative.length + " triangles");
        }
        int[] triangles = new int[count];
        double[] barycentric = new double[3 * count];
        for (int i = 0; i < count; i++) {
            int at = Arrays.binarySearch(cumulative, area * random.nextDouble());
            int t = Math.min(at < 0 ? -at - 1 : at + 1, cumulative.length - 1);
            // Rounding could end at a last triangle without area.
            while (mesh.area(t) == 0) {
                t--;
            }
            double r = Math.sqrt(random.nextDouble());
            double u = random.nextDouble();
            triangles[i] = t;
            barycentric[3 * i] = 1 - r;
            barycentric[3 * i + 1] = r * (1 - u);
            barycentric[3 * i + 2] = r * u;
        }
        return new SurfaceSample(triangles, barycentric);
    }

    /**
     * Number of places.
     *
     * @return at least 1
     */
    public int size() {
        return triangles.length;
    }

    /**
     * The triangle of a place.
     *
     * @param i the place
     * @return its triangle
     */
    public int triangle(int i) {
        return triangles[i];
    }

    /** The share of a corner of its triangle in a place; the three add up to 1. */
    double barycentric(int i, int corner) {
        return barycentric[3 * i + corner];
    }

    /**
     * Where the places are.
     *
     * @param mesh the mesh that was sampled, or the same in another pose
     * @return new array, {@code [size, 3]}
     */
    public double[] points(TriangleMesh mesh) {
        int[] corners = mesh.triangles();
        double[] vertices = mesh.vertices();
        double[] out = new double[3 * size()];
        for (int i = 0; i < size(); i++) {
            for (int k = 0; k < 3; k++) {
                int corner = corners[3 * triangles[i] + k];
                for (int c = 0; c < 3; c++) {
                    out[3 * i + c] += barycentric[3 * i + k] * vertices[3 * corner + c];
                }
            }
        }
        return out;
    }
}

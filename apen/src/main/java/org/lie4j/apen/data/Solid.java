package org.lie4j.apen.data;

import java.util.ArrayList;
import java.util.List;
import org.lie4j.apen.geometry.TriangleMesh;

/** Boxes and round pieces put together; where they meet, surfaces inside stay. */
final class Solid {
    private static final int SIDES = 16;
    private static final int[] BOX = {
        0, 1, 3, 0, 3, 2, 4, 6, 7, 4, 7, 5, 0, 4, 5, 0, 5, 1, 2, 3, 7, 2, 7, 6, 0, 2, 6, 0, 6, 4, 1, 5, 7, 1, 7, 3
    };

    private final List<Double> vertices = new ArrayList<>();
    private final List<Integer> triangles = new ArrayList<>();

    /** A box by its lowest and highest corners. */
    Solid box(double x0, double x1, double y0, double y1, double z0, double z1) {
        int first = vertices.size() / 3;
        for (int corner = 0; corner < 8; corner++) {
            vertex((corner & 4) == 0 ? x0 : x1, (corner & 2) == 0 ? y0 : y1, (corner & 1) == 0 ? z0 : z1);
        }
        for (int i : BOX) {
            triangles.add(first + i);
        }
        return this;
    }

    /** A cone's frustum about the vertical through (x, z), closed at both ends: a cylinder where the radii are equal. */
    Solid round(double x, double z, double y0, double y1, double r0, double r1) {
        int first = vertices.size() / 3;
        for (int side = 0; side < SIDES; side++) {
            double angle = 2 * Math.PI * side / SIDES;
            vertex(x + r0 * Math.cos(angle), y0, z + r0 * Math.sin(angle));
            vertex(x + r1 * Math.cos(angle), y1, z + r1 * Math.sin(angle));
        }
        vertex(x, y0, z);
        vertex(x, y1, z);
        for (int side = 0; side < SIDES; side++) {
            int a = first + 2 * side;
            int b = first + 2 * ((side + 1) % SIDES);
            int low = first + 2 * SIDES;
            triangles.addAll(List.of(a, a + 1, b, b, a + 1, b + 1, low, a, b, low + 1, b + 1, a + 1));
        }
        return this;
    }

    private void vertex(double x, double y, double z) {
        vertices.add(x);
        vertices.add(y);
        vertices.add(z);
    }

    TriangleMesh mesh() {
        return TriangleMesh.of(
                vertices.stream().mapToDouble(v -> v).toArray(),
                triangles.stream().mapToInt(i -> i).toArray());
    }
}

package org.lie4j.apen.geometry;

import java.util.random.RandomGenerator;

/** A mesh whose vertices follow the bones of a {@link Rig}. Immutable. */
public final class SkinnedMesh {
    private final TriangleMesh rest;
    private final SkinnedPoints vertices;

    private SkinnedMesh(TriangleMesh rest, SkinnedPoints vertices) {
        this.rest = rest;
        this.vertices = vertices;
    }

    /**
     * A mesh.
     *
     * @param vertices its vertices
     * @param triangles {@code [t, 3]}, indices of them; not modified
     * @return the mesh
     * @throws IllegalArgumentException if an index is outside its domain
     */
    public static SkinnedMesh of(SkinnedPoints vertices, int[] triangles) {
        return new SkinnedMesh(TriangleMesh.of(vertices.atRest(), triangles), vertices);
    }

    /**
     * The vertices.
     *
     * @return points with weights
     */
    public SkinnedPoints vertices() {
        return vertices;
    }

    /**
     * The mesh at rest.
     *
     * @return the mesh
     */
    public TriangleMesh atRest() {
        return rest;
    }

    /**
     * The mesh in a pose.
     *
     * @param pose a pose of the rig
     * @param skinning how vertices follow bones; rigid skinning tears triangles between bones
     * @return the mesh
     * @throws IllegalArgumentException if the pose has another number of bones
     */
    public TriangleMesh posed(RigPose pose, CapsuleCharacter.Skinning skinning) {
        return rest.withVertices(vertices.posed(pose, skinning));
    }

    /**
     * Points on the surface at rest, uniform by area, with the weights between those of their triangle's corners: under rigid skinning each
     * follows one bone. Under linear blending they stay near their triangle, and on it where its corners have equal weights; for points on
     * the surface of every pose take {@link SurfaceSample#points} of {@link #posed}.
     *
     * @param count how many, at least 1
     * @param random the source of randomness
     * @return the points
     * @throws IllegalArgumentException if the count is less than 1, or the mesh has no area
     */
    public SkinnedPoints sampled(int count, RandomGenerator random) {
        SurfaceSample sample = SurfaceSample.draw(rest, count, random);
        int[] triangles = rest.triangles();
        int[] corners = new int[3 * count];
        double[] shares = new double[3 * count];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < 3; k++) {
                corners[3 * i + k] = triangles[3 * sample.triangle(i) + k];
                shares[3 * i + k] = sample.barycentric(i, k);
            }
        }
        return vertices.between(corners, shares);
    }
}

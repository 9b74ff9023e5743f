package org.lie4j.apen.frames;

import java.util.ArrayList;
import java.util.List;
import org.joml.Matrix4d;
import org.joml.Vector3d;
import org.joml.Vector3dc;
import org.joml.Vector3fc;
import org.lie4j.groups.Joml;

/** Point clouds and frames to and from JOML. Every method copies: nothing is shared with its arguments. */
public final class JomlClouds {
    private JomlClouds() {}

    /**
     * A cloud's points.
     *
     * @param vectors n positions
     * @return {@code [n, 3]}
     */
    public static double[] points(List<? extends Vector3dc> vectors) {
        double[] points = new double[3 * vectors.size()];
        int at = 0;
        for (Vector3dc v : vectors) {
            points[at++] = v.x();
            points[at++] = v.y();
            points[at++] = v.z();
        }
        return points;
    }

    /**
     * A cloud's points from single precision.
     *
     * @param vectors n positions
     * @return {@code [n, 3]}
     */
    public static double[] pointsOfFloats(List<? extends Vector3fc> vectors) {
        return points(vectors.stream().map(Vector3d::new).toList());
    }

    /**
     * Positions for JOML.
     *
     * @param points {@code [n, 3]}
     * @return n new vectors, in a list that may be changed
     * @throws IllegalArgumentException if the length is not a multiple of 3
     */
    public static List<Vector3d> vectors(double[] points) {
        if (points.length % 3 != 0) {
            throw new IllegalArgumentException(
                    "points: expected [n, 3], a multiple of 3 numbers, got " + points.length);
        }
        List<Vector3d> vectors = new ArrayList<>(points.length / 3);
        for (int i = 0; i < points.length; i += 3) {
            vectors.add(new Vector3d(points[i], points[i + 1], points[i + 2]));
        }
        return vectors;
    }

    /**
     * The elements of a frame as motions, or affine maps, from its canonical coordinates to those of the cloud: x = A_k y + t.
     *
     * @param frame of a cloud in space
     * @return new matrices, one for each element
     * @throws IllegalArgumentException if the frame's dimension is not 3
     */
    public static List<Matrix4d> toWorld(Frame frame) {
        if (frame.dimension() != 3) {
            throw new IllegalArgumentException("frame: expected dimension 3, got " + frame.dimension());
        }
        double[] a = frame.linear();
        double[] t = frame.centre();
        List<Matrix4d> elements = new ArrayList<>(frame.size());
        for (int k = 0; k < frame.size(); k++) {
            elements.add(new Matrix4d().set3x3(Joml.toMatrix3d(a, 9 * k)).setTranslation(t[0], t[1], t[2]));
        }
        return elements;
    }
}

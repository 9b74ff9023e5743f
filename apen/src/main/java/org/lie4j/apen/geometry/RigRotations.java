package org.lie4j.apen.geometry;

import java.util.Arrays;
import org.lie4j.groups.internal.Rotations;

/** Unit quaternions w, x, y, z as files give them, with what the groups have no need of: rounded norms, axes of any length, arcs between them. */
final class RigRotations {
    private static final double TOLERANCE = 1e-4;

    private RigRotations() {}

    static void requireUnit(double[] q) {
        double norm = 0;
        for (double c : q) {
            norm += c * c;
        }
        if (q.length != 4 || !(Math.abs(norm - 1) < TOLERANCE)) {
            throw new IllegalArgumentException("rotation: expected a unit quaternion, got " + Arrays.toString(q));
        }
    }

    /** Of an angle about an axis that need not be of length 1; the identity for an angle of 0 about no axis. */
    static double[] of(double angle, double x, double y, double z) {
        double norm = Math.sqrt(x * x + y * y + z * z);
        if (angle == 0) {
            return new double[] {1, 0, 0, 0};
        }
        if (!(norm > 0 && norm < Double.POSITIVE_INFINITY && Double.isFinite(angle))) {
            throw new IllegalArgumentException("rotation: expected a finite angle about an axis that is not zero, got "
                    + angle + " about " + x + " " + y + " " + z);
        }
        double s = Math.sin(angle / 2) / norm;
        return new double[] {Math.cos(angle / 2), s * x, s * y, s * z};
    }

    /** The shorter arc at constant speed (Shoemake, 1985). */
    static double[] slerp(double[] a, double[] b, double share) {
        double dot = 0;
        for (int i = 0; i < 4; i++) {
            dot += a[i] * b[i];
        }
        double sign = dot < 0 ? -1 : 1;
        double angle = Math.acos(Math.min(1, Math.abs(dot)));
        double sine = Math.sin(angle);
        double wa = sine < 1e-9 ? 1 - share : Math.sin((1 - share) * angle) / sine;
        double wb = sign * (sine < 1e-9 ? share : Math.sin(share * angle) / sine);
        double[] q = new double[4];
        double norm = 0;
        for (int i = 0; i < 4; i++) {
            q[i] = wa * a[i] + wb * b[i];
            norm += q[i] * q[i];
        }
        for (int i = 0; i < 4; i++) {
            q[i] /= Math.sqrt(norm);
        }
        return q;
    }

    /** The rotation of a quaternion near unit norm, brought to it. */
    static void matrix(double[] q, double[] out, int at) {
        double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        Rotations.fromQuaternion(q[0] / norm, q[1] / norm, q[2] / norm, q[3] / norm, out, at);
    }
}

package org.lie4j.groups.internal;

/**
 * Jacobians of exp on SO(3) and SE(3) in closed form (Barfoot, State Estimation for Robotics, section 7.1.5). Blocks are written into matrices of any
 * row length.
 */
public final class RigidJacobians {
    /** Below this θ² series are used, whose first term left out is under 1e-19. */
    private static final double SERIES = 1;

    private static final double[] INVERSE_FACTORIAL = new double[22];

    static {
        double factorial = 1;
        for (int k = 0; k < INVERSE_FACTORIAL.length; k++) {
            factorial *= Math.max(1, k);
            INVERSE_FACTORIAL[k] = 1 / factorial;
        }
    }

    private RigidJacobians() {}

    /**
     * J = I + B Ω + C Ω², or its inverse I - Ω/2 + C' Ω².
     *
     * @param w rotation vector
     * @param at where it starts
     * @param inverse whether the inverse is wanted
     * @param out modified: the block
     * @param o where it starts
     * @param row length of a row of the matrix that the block belongs to
     * @throws ArithmeticException if the inverse is wanted and the angle is a multiple of 2π other than 0
     */
    public static void rotation(double[] w, int at, boolean inverse, double[] out, int o, int row) {
        double x = w[at];
        double y = w[at + 1];
        double z = w[at + 2];
        double q = x * x + y * y + z * z;
        double theta = Math.sqrt(q);
        double b;
        double c;
        if (inverse) {
            b = -0.5;
            c = inverseCoefficient(q, theta);
        } else {
            double half = 0.5 * theta;
            double f = theta < 1e-8 ? 0.5 : Angles.sin(half) / theta;
            b = 2 * f * f;
            c = q < Similarity.SMALL_SQUARE ? Similarity.thirdOrder(q) : (1 - 2 * f * Angles.cos(half)) / q;
        }
        double diagonal = 1 - c * q;
        out[o] = diagonal + c * x * x;
        out[o + 1] = c * x * y - b * z;
        out[o + 2] = c * x * z + b * y;
        out[o + row] = c * x * y + b * z;
        out[o + row + 1] = diagonal + c * y * y;
        out[o + row + 2] = c * y * z - b * x;
        out[o + 2 * row] = c * x * z - b * y;
        out[o + 2 * row + 1] = c * y * z + b * x;
        out[o + 2 * row + 2] = diagonal + c * z * z;
    }

    private static double inverseCoefficient(double q, double theta) {
        if (q < Similarity.SMALL_SQUARE) {
            return Similarity.inverseSecondOrder(q);
        }
        double half = 0.5 * theta;
        double sine = Angles.sin(half);
        if (Math.abs(sine) < 1e-10 * half) {
            throw new ArithmeticException(
                    "expected an angle away from multiples of 2π, got " + theta + " where exp is singular");
        }
        return (1 - half * Angles.cos(half) / sine) / q;
    }

    /**
     * The 6×6 Jacobian [[J, 0], [Q, J]] of SE(3), or its inverse [[J⁻¹, 0], [-J⁻¹ Q J⁻¹, J⁻¹]].
     *
     * @param xi (ω, v)
     * @param at where they start
     * @param inverse whether the inverse is wanted
     * @param out modified: {@code [6, 6]}
     * @param o where it starts
     * @throws ArithmeticException if the inverse is wanted and the angle is a multiple of 2π other than 0
     */
    public static void rigid(double[] xi, int at, boolean inverse, double[] out, int o) {
        double[] work = Scratch.get();
        mixed(xi, at, work);
        rotation(xi, at, inverse, out, o, 6);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double value = out[o + 6 * i + j];
                out[o + 6 * i + 3 + j] = 0;
                out[o + 6 * (i + 3) + 3 + j] = value;
                work[9 + 3 * i + j] = value;
            }
        }
        if (inverse) {
            SpaceMatrices.multiply(work, 0, work, 9, work, 18);
            SpaceMatrices.multiply(work, 9, work, 18, work, 0);
        }
        double sign = inverse ? -1 : 1;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                out[o + 6 * (i + 3) + j] = sign * work[3 * i + j];
            }
        }
    }

    /**
     * Q = ½ V + c₁(ΩV + VΩ + ΩVΩ) + c₂(Ω²V + VΩ² - 3 ΩVΩ) + c₃(ΩVΩ² + Ω²VΩ), with ΩVΩ = -(ω·v) Ω and the other products as dyads.
     */
    private static void mixed(double[] xi, int at, double[] out) {
        double x = xi[at];
        double y = xi[at + 1];
        double z = xi[at + 2];
        double v0 = xi[at + 3];
        double v1 = xi[at + 4];
        double v2 = xi[at + 5];
        double q = x * x + y * y + z * z;
        double c1;
        double c2;
        double c3;
        if (q < SERIES) {
            c1 = 0;
            c2 = 0;
            c3 = 0;
            // Σ (-q)ᵏ/(2k+3)!, Σ (-q)ᵏ/(2k+4)!, Σ (-q)ᵏ (k+1)/(2k+5)!, the last terms first.
            for (int k = 8; k >= 0; k--) {
                c1 = INVERSE_FACTORIAL[2 * k + 3] - q * c1;
                c2 = INVERSE_FACTORIAL[2 * k + 4] - q * c2;
                c3 = (k + 1) * INVERSE_FACTORIAL[2 * k + 5] - q * c3;
            }
        } else {
            double theta = Math.sqrt(q);
            double sin = Math.sin(theta);
            double cos = Math.cos(theta);
            c1 = (theta - sin) / (q * theta);
            c2 = (q + 2 * cos - 2) / (2 * q * q);
            c3 = (2 * theta - 3 * sin + theta * cos) / (2 * q * q * theta);
        }
        double dot = x * v0 + y * v1 + z * v2;
        double u0 = y * v2 - z * v1;
        double u1 = z * v0 - x * v2;
        double u2 = x * v1 - y * v0;
        // Coefficients of V, Ω, ωωᵀ and I.
        double ofV = 0.5 - 2 * c2 * q;
        double ofOmega = dot * (3 * c2 - c1);
        double ofDyad = -2 * c3 * dot;
        double ofIdentity = -2 * c1 * dot + 2 * c3 * dot * q;
        out[0] = ofIdentity + 2 * c1 * v0 * x + ofDyad * x * x;
        out[4] = ofIdentity + 2 * c1 * v1 * y + ofDyad * y * y;
        out[8] = ofIdentity + 2 * c1 * v2 * z + ofDyad * z * z;
        double xy = c1 * (v0 * y + v1 * x) + ofDyad * x * y;
        double xz = c1 * (v0 * z + v2 * x) + ofDyad * x * z;
        double yz = c1 * (v1 * z + v2 * y) + ofDyad * y * z;
        // ω uᵀ - u ωᵀ is skew, as V and Ω are.
        double s01 = -ofV * v2 - ofOmega * z + c2 * (x * u1 - u0 * y);
        double s02 = ofV * v1 + ofOmega * y + c2 * (x * u2 - u0 * z);
        double s12 = -ofV * v0 - ofOmega * x + c2 * (y * u2 - u1 * z);
        out[1] = xy + s01;
        out[3] = xy - s01;
        out[2] = xz + s02;
        out[6] = xz - s02;
        out[5] = yz + s12;
        out[7] = yz - s12;
    }
}

package org.lie4j.groups.internal;

/**
 * The integral V = ∫₀¹ e^{sσ} exp(s Ω) ds that carries the translation of exp on SE and Sim, for Ω = θ times a unit rotation
 * generator: V = A I + B Ω + C Ω², in two dimensions V = (A - C θ²) I + B Ω.
 *
 * <p>With z = σ + iθ and E = (e^z - 1)/z: A = (e^σ - 1)/σ, B = Im E/θ, C = (A - Re E)/θ². For small θ series in θ² take over, whose
 * coefficients are the moments ∫ sʲ e^{sσ} ds.
 */
public final class Similarity {
    /** Below this θ² the coefficients of rigid motions are series, whose error is under 1e-17. */
    static final double SMALL_SQUARE = 0.0625;

    /**
     * Below this angle series are used for B and C. Above it the closed forms lose digits of C, but none of C θ², which is what counts.
     */
    private static final double SMALL_ANGLE = 0.0625;

    /** The moments up to here enter the series; the next one would be under 1e-17. */
    private static final int MOMENTS = 10;

    /** From here on the moments are found upwards. */
    private static final double LARGE_SIGMA = 8;

    private double a;
    private double b;
    private double c;

    /** Starts with nothing set. */
    public Similarity() {}

    /**
     * Computes the coefficients.
     *
     * @param sigma logarithm of the scale
     * @param theta angle, at least 0
     */
    public void set(double sigma, double theta) {
        if (sigma == 0) {
            setRigid(theta);
            return;
        }
        // e^σ - 1 = σ a by the hyperbolic sine of σ/2, which does not cancel.
        double root = Math.exp(0.5 * sigma);
        double scale = root * root;
        a = root * Scalars.sinhcRoot(0.25 * sigma * sigma);
        if (theta < SMALL_ANGLE) {
            setBySeries(sigma, scale, theta * theta);
            return;
        }
        double half = 0.5 * theta;
        double s = Angles.sin(half);
        // e^z - 1, its real part without the cancellation of cos θ - 1.
        double re = sigma * a - 2 * scale * s * s;
        double im = 2 * scale * s * Angles.cos(half);
        double f = 1 / (sigma * sigma + theta * theta);
        b = (im * sigma - re * theta) * f / theta;
        c = (a - (re * sigma + im * theta) * f) / (theta * theta);
    }

    private void setRigid(double theta) {
        a = 1;
        double q = theta * theta;
        double half = 0.5 * theta;
        double f = theta < 1e-8 ? 0.5 : Math.sin(half) / theta;
        b = 2 * f * f;
        c = q < SMALL_SQUARE ? thirdOrder(q) : (1 - 2 * f * Math.cos(half)) / q;
    }

    /**
     * (θ - sin θ)/θ³ for θ² below {@link #SMALL_SQUARE}.
     *
     * @param q θ²
     * @return the quotient, 1/6 at 0
     */
    static double thirdOrder(double q) {
        return 1.0 / 6 - q / 120 * (1 - q / 42 * (1 - q / 72 * (1 - q / 110)));
    }

    /**
     * (1 - θ/2 cot θ/2)/θ² for θ² below {@link #SMALL_SQUARE}: Σ |B₂ₖ₊₂| qᵏ/(2k+2)!.
     *
     * @param q θ²
     * @return the quotient, 1/12 at 0
     */
    static double inverseSecondOrder(double q) {
        double high = 1.0 / 47900160 + q * (691.0 / 1307674368000.0);
        return 1.0 / 12 + q * (1.0 / 720 + q * (1.0 / 30240 + q * (1.0 / 1209600 + q * high)));
    }

    /**
     * B = Σ (-q)ᵏ m₂ₖ₊₁/(2k+1)!, C = Σ (-q)ᵏ m₂ₖ₊₂/(2k+2)!, with the moments mⱼ = ∫ sʲ e^{sσ} ds; Horner's scheme from the highest moment
     * down.
     */
    private void setBySeries(double sigma, double e, double q) {
        b = 0;
        c = 0;
        if (Math.abs(sigma) < LARGE_SIGMA) {
            // m_{j-1} = (e^σ - σ m_j)/j shrinks the error of the start by σ/j in each step: enough of them, and it is
            // forgotten.
            int start = 18 + (int) (4 * Math.abs(sigma));
            double moment = e / (start + 1);
            for (int j = start; j > 1; j--) {
                moment = (e - sigma * moment) / j;
                if (j - 1 <= MOMENTS) {
                    addMoment(j - 1, moment, q);
                }
            }
        } else {
            // Upwards the factor is j/σ; the few moments are each found anew, for they are wanted in falling order.
            for (int j = MOMENTS; j >= 1; j--) {
                double moment = a;
                for (int k = 1; k <= j; k++) {
                    moment = (e - k * moment) / sigma;
                }
                addMoment(j, moment, q);
            }
        }
        c *= 0.5;
    }

    private void addMoment(int j, double moment, double q) {
        double ratio = q / ((j + 1.0) * (j + 2));
        if (j % 2 == 1) {
            b = moment - ratio * b;
        } else {
            c = moment - ratio * c;
        }
    }

    /**
     * Whether V has an inverse.
     *
     * @param theta the angle given to {@link #set}
     * @return false for rotations by multiples of 2π without a change of scale
     */
    public boolean isRegular(double theta) {
        double re = a - c * theta * theta;
        return re * re + b * b * theta * theta > 1e-20 * a * a;
    }

    /**
     * Replaces V by its inverse, which has the same form.
     *
     * @param theta the angle given to {@link #set}
     * @throws ArithmeticException if V is singular, as for rotations by 2π without a change of scale
     */
    public void invert(double theta) {
        double q = theta * theta;
        double re = a - c * q;
        double square = re * re + b * b * q;
        if (!isRegular(theta)) {
            throw new ArithmeticException(
                    "expected an angle away from multiples of 2π, got " + theta + " where exp is singular");
        }
        double newC = (b * b - re * c) / (a * square);
        b = -b / square;
        a = 1 / a;
        c = newC;
    }

    /**
     * out = V x in three dimensions.
     *
     * @param w rotation vector
     * @param wOff where it starts
     * @param x vector
     * @param xOff where it starts
     * @param out modified: the product; may be the place of x
     * @param outOff where it starts
     */
    public void apply3(double[] w, int wOff, double[] x, int xOff, double[] out, int outOff) {
        double wx = w[wOff];
        double wy = w[wOff + 1];
        double wz = w[wOff + 2];
        double x0 = x[xOff];
        double x1 = x[xOff + 1];
        double x2 = x[xOff + 2];
        double cx = wy * x2 - wz * x1;
        double cy = wz * x0 - wx * x2;
        double cz = wx * x1 - wy * x0;
        out[outOff] = a * x0 + b * cx + c * (wy * cz - wz * cy);
        out[outOff + 1] = a * x1 + b * cy + c * (wz * cx - wx * cz);
        out[outOff + 2] = a * x2 + b * cz + c * (wx * cy - wy * cx);
    }

    /**
     * In two dimensions V is the multiplication by a complex number.
     *
     * @param angle signed angle
     * @return its real part
     */
    public double real(double angle) {
        return a - c * angle * angle;
    }

    /**
     * In two dimensions V is the multiplication by a complex number.
     *
     * @param angle signed angle
     * @return its imaginary part
     */
    public double imaginary(double angle) {
        return b * angle;
    }
}

package org.lie4j.groups.internal;

/** Elementary functions of complex numbers that are written into arrays, real part first. */
final class Complex {
    private Complex() {}

    /**
     * The principal square root, with a nonnegative real part.
     *
     * @param re real part
     * @param im imaginary part
     * @param out modified: the root
     * @param at where it starts
     */
    static void squareRoot(double re, double im, double[] out, int at) {
        double size = Math.hypot(re, im);
        if (size == 0) {
            out[at] = 0;
            out[at + 1] = 0;
        } else if (re >= 0) {
            double r = Math.sqrt(0.5 * (size + re));
            out[at] = r;
            out[at + 1] = 0.5 * im / r;
        } else {
            double i = Math.sqrt(0.5 * (size - re));
            out[at] = 0.5 * Math.abs(im) / i;
            out[at + 1] = im < 0 ? -i : i;
        }
    }

    /**
     * out = a / b.
     *
     * @param ar real part of a
     * @param ai imaginary part of a
     * @param br real part of b
     * @param bi imaginary part of b
     * @param out modified: the quotient
     * @param at where it starts
     */
    static void divide(double ar, double ai, double br, double bi, double[] out, int at) {
        // Smith: the larger part of b is divided by.
        if (Math.abs(br) >= Math.abs(bi)) {
            double ratio = bi / br;
            double den = br + bi * ratio;
            out[at] = (ar + ai * ratio) / den;
            out[at + 1] = (ai - ar * ratio) / den;
        } else {
            double ratio = br / bi;
            double den = br * ratio + bi;
            out[at] = (ar * ratio + ai) / den;
            out[at + 1] = (ai * ratio - ar) / den;
        }
    }
}

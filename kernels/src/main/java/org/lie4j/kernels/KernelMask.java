package org.lie4j.kernels;

/** The window that confines a kernel to the unit ball of its own, group-transformed coordinates v = h⁻¹u. */
public enum KernelMask {
    /** No window: the kernel fills its square, which no rotation by less than 90° preserves. */
    NONE {
        @Override
        public double at(double radius) {
            return 1;
        }
    },
    /** One within the unit ball, zero outside. */
    HARD {
        @Override
        public double at(double radius) {
            return radius <= 1 + 1e-9 ? 1 : 0;
        }
    },
    /**
     * A sigmoid that falls through ½ at the unit sphere: 1 / (1 + exp(8(‖v‖ - 1))).
     *
     * <p>The slope of 8 is this library's choice. At the corners of a square of pixels, ‖v‖ = √2, it leaves 0.035, where {@link #WIDE} leaves 0.30: with that, the kernel
     * still sees the square, which no rotation by less than 90° preserves.
     */
    SMOOTH {
        @Override
        public double at(double radius) {
            return 1 / (1 + Math.exp(8 * (radius - 1)));
        }
    },
    /** The window of Mironenco &amp; Forré (ICLR 2024), a sigmoid of slope 2: 1 / (1 + exp(2(‖v‖ - 1))), which is 0.88 in the middle. */
    WIDE {
        @Override
        public double at(double radius) {
            return 1 / (1 + Math.exp(2 * (radius - 1)));
        }
    };

    /**
     * The value of the window.
     *
     * @param radius ‖v‖, at least 0
     * @return the factor of the kernel, in [0, 1]
     */
    public abstract double at(double radius);
}

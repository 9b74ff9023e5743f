package org.lie4j.kernels.internal;

/** Random numbers as a function of what they are for, so that a resumed run draws what an uninterrupted one would have. */
public final class Draws {
    private Draws() {}

    /**
     * One well-mixed seed out of several numbers (SplitMix64's finaliser after each).
     *
     * @param parts the numbers
     * @return the seed
     */
    public static long seed(long... parts) {
        long z = 0x632BE59BD9B4E019L;
        for (long part : parts) {
            z += part * 0x9E3779B97F4A7C15L + 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            z ^= z >>> 31;
        }
        return z;
    }

    /**
     * A number uniform on [0, 1), the same for the same parts.
     *
     * @param parts the numbers it belongs to
     * @return the draw
     */
    public static double uniform(long... parts) {
        return (seed(parts) >>> 11) * 0x1p-53;
    }
}

package org.lie4j.apen.networks.internal;

import org.lie4j.kernels.internal.NativeReals;

/** Points between the layout of networks, {@code [3, n]}, and that of geometry, {@code [n, 3]}. */
final class Positions {
    private Positions() {}

    /** Fills {@code [n, 3]} from the cloud of an array {@code [batch, 3, n]}. */
    static void read(NativeReals from, int cloud, int n, String vertex, double[] out) {
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < n; i++) {
                double x = from.get((3 * cloud + c) * n + i);
                if (!Double.isFinite(x)) {
                    throw new IllegalArgumentException("vertex \"" + vertex + "\": expected finite coordinates, got "
                            + x + " at point " + i + " of cloud " + cloud + ", coordinate " + c);
                }
                out[3 * i + c] = x;
            }
        }
    }
}

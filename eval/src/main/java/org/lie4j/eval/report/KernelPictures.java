package org.lie4j.eval.report;

import java.awt.image.BufferedImage;
import org.lie4j.eval.run.GroupKernels;

/** Kernels drawn over the group: a row for each channel, a column for each group element, with what the element does to a square above it. */
final class KernelPictures {
    /** Channels shown: the first ones say what there is to see. */
    private static final int MOST = 8;

    private static final int GAP = 1;
    private static final int BLUE = 0x3b7dd8;
    private static final int ORANGE = 0xd2691e;
    private static final int OPAQUE = 255;

    private KernelPictures() {}

    static int shown(GroupKernels kernels) {
        return Math.min(MOST, kernels.channels());
    }

    /**
     * A picture with one pixel for each value, as a data URI: blue above 0, orange below, the stronger the farther, each channel by its own largest value.
     */
    static String kernels(GroupKernels kernels) {
        int step = kernels.size() + GAP;
        int rows = shown(kernels);
        BufferedImage picture =
                new BufferedImage(kernels.elements() * step - GAP, rows * step - GAP, BufferedImage.TYPE_INT_ARGB);
        for (int c = 0; c < rows; c++) {
            double most = largest(kernels, c);
            for (int e = 0; e < kernels.elements(); e++) {
                for (int r = 0; r < kernels.size(); r++) {
                    for (int x = 0; x < kernels.size(); x++) {
                        double share = most == 0 ? 0 : kernels.value(c, e, r, x) / most;
                        int strength = (int) Math.round(OPAQUE * Math.abs(share));
                        picture.setRGB(e * step + x, c * step + r, strength << 24 | (share > 0 ? BLUE : ORANGE));
                    }
                }
            }
        }
        return Pictures.png(picture);
    }

    private static double largest(GroupKernels kernels, int channel) {
        double most = 0;
        for (int e = 0; e < kernels.elements(); e++) {
            for (int r = 0; r < kernels.size(); r++) {
                for (int x = 0; x < kernels.size(); x++) {
                    most = Math.max(most, Math.abs(kernels.value(channel, e, r, x)));
                }
            }
        }
        return most;
    }

    /** A square with an arrow to the right, as each element leaves it, in columns as wide as the kernels'. */
    static String elements(GroupKernels kernels) {
        double step = kernels.size() + GAP;
        double radius = kernels.size() / 4.0;
        Svg svg = new Svg(kernels.elements() * step - GAP, kernels.size(), "Group elements");
        for (int e = 0; e < kernels.elements(); e++) {
            double x = e * step + kernels.size() / 2.0;
            double y = kernels.size() / 2.0;
            double[][] corners = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
            double[] xs = new double[corners.length];
            double[] ys = new double[corners.length];
            for (int i = 0; i < corners.length; i++) {
                xs[i] = x + radius * moved(kernels, e, 0, corners[i]);
                ys[i] = y + radius * moved(kernels, e, 1, corners[i]);
            }
            svg.polyline("outline", xs, ys);
            double[] right = {1, 0};
            svg.line(
                    "outline",
                    x,
                    y,
                    x + radius * moved(kernels, e, 0, right),
                    y + radius * moved(kernels, e, 1, right));
        }
        return svg.toString();
    }

    private static double moved(GroupKernels kernels, int element, int row, double[] point) {
        return kernels.element(element, 2 * row) * point[0] + kernels.element(element, 2 * row + 1) * point[1];
    }
}

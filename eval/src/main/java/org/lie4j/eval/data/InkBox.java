package org.lie4j.eval.data;

/**
 * The box around a digit's ink after a linear map about the centre, x to the right, y upwards, in pixels from the
 * centre. Each pixel of ink counts with the square of ±1 pixel over which bilinear sampling spreads it, so that nothing
 * outside the box is anything but paper.
 *
 * @param left smallest x
 * @param right largest x
 * @param bottom smallest y
 * @param top largest y
 */
record InkBox(double left, double right, double bottom, double top) {
    /** The box for a row-major {@code [2, 2]} map; a blank canvas counts as a dot in the centre. */
    static InkBox of(Canvas canvas, double[] a) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.POSITIVE_INFINITY;
        double top = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < Canvas.SIDE; r++) {
            int first = canvas.firstInk(r);
            if (first == Canvas.SIDE) {
                continue;
            }
            double y = Canvas.CENTRE - r;
            double x0 = first - Canvas.CENTRE;
            double x1 = canvas.lastInk(r) - Canvas.CENTRE;
            left = Math.min(left, Math.min(a[0] * x0, a[0] * x1) + a[1] * y);
            right = Math.max(right, Math.max(a[0] * x0, a[0] * x1) + a[1] * y);
            bottom = Math.min(bottom, Math.min(a[2] * x0, a[2] * x1) + a[3] * y);
            top = Math.max(top, Math.max(a[2] * x0, a[2] * x1) + a[3] * y);
        }
        if (left > right) {
            return new InkBox(0, 0, 0, 0);
        }
        double spreadX = Math.abs(a[0]) + Math.abs(a[1]);
        double spreadY = Math.abs(a[2]) + Math.abs(a[3]);
        return new InkBox(left - spreadX, right + spreadX, bottom - spreadY, top + spreadY);
    }
}

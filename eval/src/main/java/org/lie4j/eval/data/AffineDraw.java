package org.lie4j.eval.data;

/**
 * The affine map that was drawn for one image: p ↦ A p + t about the image's centre, x to the right, y upwards, lengths
 * in pixels, with A = R(rotation) · [[1, 0], [shear, 1]] · diag(scaleX, scaleY): the digit is scaled first, then
 * sheared, then turned, then moved.
 *
 * @param rotation counter-clockwise, in radians
 * @param shear the slope that a horizontal line gets
 * @param scaleX horizontal expansion, 1 for none
 * @param scaleY vertical expansion, 1 for none
 * @param translateX to the right, in pixels
 * @param translateY upwards, in pixels
 */
public record AffineDraw(
        double rotation, double shear, double scaleX, double scaleY, double translateX, double translateY) {
    /**
     * The linear part A.
     *
     * @return a new row-major {@code [2, 2]} array
     */
    public double[] linear() {
        double c = StrictMath.cos(rotation);
        double s = StrictMath.sin(rotation);
        return new double[] {
            (c - s * shear) * scaleX, -s * scaleY,
            (s + c * shear) * scaleX, c * scaleY
        };
    }
}

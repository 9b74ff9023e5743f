package org.lie4j.eval.data;

/**
 * affNIST's {@code just_centered}: the upright digit with a border of 6 pixels, nothing else. Every copy is the same.
 * This is what models are trained on.
 */
public final class JustCentered implements Recipe {
    private static final long serialVersionUID = 1L;

    /** The one instance: the recipe draws nothing. */
    public static final JustCentered INSTANCE = new JustCentered();

    private JustCentered() {}

    @Override
    public String name() {
        return "upright";
    }

    @Override
    public void render(ImageSet digits, int image, int copy, byte[] out, int outOffset) {
        Canvas.of(digits, image).copyTo(out, outOffset);
    }
}

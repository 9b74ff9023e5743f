package org.lie4j.eval.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AffnistRecipeTest {
    private static final int PIXELS = 1600;
    private static ImageSet digits;
    private final AffnistRecipe recipe = new AffnistRecipe(7);

    @BeforeAll
    static void load() throws IOException {
        digits = EmbeddedMnist.load().test();
    }

    @Test
    void parametersAreUncorrelated() {
        int n = 20_000;
        double rs = 0;
        double xy = 0;
        for (int k = 0; k < n; k++) {
            AffineDraw d = recipe.draw(digits, k % 2000, k / 2000);
            rs += d.rotation() / AffnistRecipe.MAX_ROTATION * d.shear() / AffnistRecipe.MAX_SHEAR;
            xy += (d.scaleX() - 1) / 0.2 * (d.scaleY() - 1) / 0.2;
        }
        // Each product has variance 1/9.
        assertEquals(0, rs / n, 5.0 / 3 / Math.sqrt(n));
        assertEquals(0, xy / n, 5.0 / 3 / Math.sqrt(n));
    }

    @Test
    void inkIsNeverCutOff() {
        byte[] out = new byte[PIXELS];
        double worst = 0;
        double ratios = 0;
        int n = 4000;
        for (int k = 0; k < n; k++) {
            int image = k % 2000;
            AffineDraw d = recipe.draw(digits, image, k / 2000);
            recipe.render(digits, image, k / 2000, out, 0);
            double ratio = ink(out) / (upright(image) * d.scaleX() * d.scaleY());
            ratios += ratio;
            worst = Math.max(worst, Math.abs(ratio - 1));
        }
        // The sum over the pixel grid differs from the area by the sampling alone.
        assertEquals(1, ratios / n, 0.002);
        assertTrue(worst < 0.12, "ink against area, worst case: " + worst);
    }

    @Test
    void translationReachesBothEdges() {
        byte[] out = new byte[PIXELS];
        int[] touched = new int[4];
        for (int k = 0; k < 4000; k++) {
            recipe.render(digits, k % 2000, 10 + k / 2000, out, 0);
            for (int i = 0; i < 40; i++) {
                touched[0] |= out[i];
                touched[1] |= out[39 * 40 + i];
                touched[2] |= out[i * 40];
                touched[3] |= out[i * 40 + 39];
            }
        }
        for (int edge : touched) {
            assertTrue(edge != 0);
        }
    }

    @Test
    void anImageDependsOnSeedDigitAndCopyAlone() {
        ImageSet all = TransformedSet.of(digits, recipe, 3).images(0, 300);
        byte[] alone = new byte[PIXELS];
        byte[] within = new byte[PIXELS];
        for (int k = 299; k >= 0; k -= 7) {
            recipe.render(digits, k / 3, k % 3, alone, 0);
            all.copyTo(k, 1, within, 0);
            assertArrayEquals(alone, within);
        }
        ImageSet later = TransformedSet.of(digits, new AffnistRecipe(7), 3).images(150, 300);
        assertEquals(all.slice(150, 300).checksum(), later.checksum());
    }

    @Test
    void anotherSeedOrCopyIsAnotherImage() {
        AffineDraw first = recipe.draw(digits, 5, 0);
        assertNotEquals(first, recipe.draw(digits, 5, 1));
        assertNotEquals(first, recipe.draw(digits, 6, 0));
        assertNotEquals(first, new AffnistRecipe(8).draw(digits, 5, 0));
    }

    @Test
    void theIdentityChangesNothing() {
        byte[] out = new byte[PIXELS];
        byte[] upright = new byte[PIXELS];
        AffnistRecipe.apply(digits, 3, new AffineDraw(0, 0, 1, 1, 0, 0), out, 0);
        JustCentered.INSTANCE.render(digits, 3, 0, upright, 0);
        assertArrayEquals(upright, out);
    }

    @Test
    void mapsGoWhereTheirParametersSay() {
        // One dot up and to the right of the centre, at (+4.5, +2.5).
        byte[] pixels = new byte[PIXELS];
        pixels[17 * 40 + 24] = (byte) 255;
        ImageSet dot = ImageSet.unlabelled("dot", 40, 40, pixels);
        assertDotAt(dot, new AffineDraw(0, 0, 1, 1, 3, 2), 15, 27);
        assertDotAt(dot, new AffineDraw(Math.PI / 2, 0, 1, 1, 0, 0), 15, 17); // to (-2.5, +4.5)
        assertDotAt(dot, new AffineDraw(0, 2, 1, 1, 0, 0), 8, 24); // to (4.5, 11.5)
        assertDotAt(dot, new AffineDraw(0, 0, 3, 1, 0, 0), 17, 33); // to (13.5, 2.5)
    }

    private static void assertDotAt(ImageSet dot, AffineDraw map, int row, int col) {
        byte[] out = new byte[PIXELS];
        AffnistRecipe.apply(dot, 0, map, out, 0);
        int brightest = 0;
        for (int i = 0; i < PIXELS; i++) {
            brightest = (out[i] & 0xff) > (out[brightest] & 0xff) ? i : brightest;
        }
        assertEquals(row + "," + col, brightest / 40 + "," + brightest % 40, map.toString());
    }

    @Test
    void justCenteredIsABorderOfSix() {
        ImageSet centred =
                TransformedSet.of(digits.slice(0, 20), JustCentered.INSTANCE, 1).images();
        for (int i = 0; i < 20; i++) {
            for (int r = 0; r < 40; r++) {
                for (int c = 0; c < 40; c++) {
                    boolean inside = r >= 6 && r < 34 && c >= 6 && c < 34;
                    assertEquals(inside ? digits.pixel(i, r - 6, c - 6) : 0, centred.pixel(i, r, c));
                }
            }
        }
        assertArrayEquals(digits.slice(0, 20).labels(), centred.labels());
    }

    @Test
    void aBlankOrAFullImageIsNoFailure() {
        byte[] full = new byte[PIXELS];
        Arrays.fill(full, (byte) 255);
        ImageSet odd = ImageSet.unlabelled("odd", 40, 40, full);
        byte[] out = new byte[PIXELS];
        recipe.render(odd, 0, 0, out, 0);
        assertTrue(ink(out) > 0);
        recipe.render(ImageSet.unlabelled("blank", 28, 28, new byte[784]), 0, 0, out, 0);
        assertEquals(0, ink(out));
    }

    @Test
    void smallerImagesAreCentred() {
        byte[] dot = new byte[9 * 5];
        dot[4 * 5 + 2] = (byte) 255;
        byte[] out = new byte[PIXELS];
        JustCentered.INSTANCE.render(ImageSet.unlabelled("dot", 9, 5, dot), 0, 0, out, 0);
        // 15 rows above and 17 columns before: the middle of an odd size is a pixel before the middle of 40.
        assertEquals(255, out[(15 + 4) * 40 + 17 + 2] & 0xff);
        assertEquals(255, ink(out), 0);
    }

    @Test
    void largerImagesAndMapsWithoutInverseAreRefused() {
        ImageSet large = ImageSet.unlabelled("large", 41, 20, new byte[820]);
        assertThrows(IllegalArgumentException.class, () -> recipe.draw(large, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> TransformedSet.of(large, recipe, 1));
        assertThrows(IllegalArgumentException.class, () -> TransformedSet.of(digits, recipe, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> AffnistRecipe.apply(digits, 0, new AffineDraw(0, 0, 0, 1, 0, 0), new byte[PIXELS], 0));
    }

    @Test
    void lazyBatchesAgreeWithTheSet() {
        TransformedSet set = TransformedSet.of(digits, recipe, 2);
        float[] batch = new float[10 * PIXELS];
        set.render(31, 10, batch);
        float[] expected = new float[10 * PIXELS];
        set.images(31, 41).copyTo(0, 10, expected, 0);
        assertArrayEquals(expected, batch);
        assertEquals(digits.label(15), set.label(31));
    }

    private static double upright(int image) {
        byte[] out = new byte[PIXELS];
        JustCentered.INSTANCE.render(digits, image, 0, out, 0);
        return ink(out);
    }

    private static double ink(byte[] pixels) {
        double sum = 0;
        for (byte p : pixels) {
            sum += p & 0xff;
        }
        return sum;
    }
}

package org.lie4j.eval.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HomnistRecipeTest {
    private static ImageSet digits;

    @BeforeAll
    static void load() throws IOException {
        digits = EmbeddedMnist.load().test();
    }

    @Test
    void densityOfATorusElementIsTheKnownProduct() {
        // For diag(a, b, -a-b) the density is the product over the roots of sinh(d/2) / (d/2), squared.
        double a = 0.3;
        double b = -0.5;
        double[] t = {a, b, -a - b};
        // Diagonal entries a = x0 - (x0 + x4)/3 and b = x4 - (x0 + x4)/3.
        double sum = 3 * (a + b);
        double[] x = {a + sum / 3, 0, 0, 0, b + sum / 3, 0, 0, 0};
        double expected = 1;
        for (int i = 0; i < 3; i++) {
            for (int j = i + 1; j < 3; j++) {
                double half = (t[i] - t[j]) / 2;
                expected *= Math.pow(Math.sinh(half) / half, 2);
            }
        }
        assertEquals(expected, HomnistRecipe.dvol(x), 1e-7 * expected);
    }

    @Test
    void densityOfARotationFallsBelowOne() {
        // x = θ (E12 - E21): eigenvalues ±iθ, 0, so roots 2iθ once and iθ twice.
        double theta = 0.7;
        double expected = Math.pow(Math.sin(theta) / theta, 2) * Math.pow(Math.sin(theta / 2) / (theta / 2), 4);
        // The series stops after ten terms: at |2θ| = 1.4 each of the two largest roots is off by 1.4¹⁰/11! = 7e-7.
        assertEquals(expected, HomnistRecipe.dvol(new double[] {0, theta, 0, -theta, 0, 0, 0, 0}), 2e-6);
    }

    @Test
    void densityIsTheVolumeThatTheExponentialMapSpans() {
        // Independent of ad: finite differences of exp, pulled back to the identity.
        double[] x = {.2, -.3, .1, .25, -.15, .3, .1, -.2};
        double[] inverse = Sl3.exp(Sl3.matrix(x, -1));
        double h = 1e-5;
        double[][] columns = new double[8][];
        for (int k = 0; k < 8; k++) {
            double[] plus = x.clone();
            double[] minus = x.clone();
            plus[k] += h;
            minus[k] -= h;
            double[] p = Sl3.exp(Sl3.matrix(plus, 1));
            double[] m = Sl3.exp(Sl3.matrix(minus, 1));
            double[] d = new double[9];
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    for (int l = 0; l < 3; l++) {
                        d[3 * i + j] += inverse[3 * i + l] * (p[3 * l + j] - m[3 * l + j]) / (2 * h);
                    }
                }
            }
            columns[k] = new double[] {d[0] - d[8], d[1], d[2], d[3], d[4] - d[8], d[5], d[6], d[7]};
        }
        assertEquals(determinant(columns), HomnistRecipe.dvol(x), 1e-6);
    }

    private static double determinant(double[][] m) {
        double det = 1;
        for (int k = 0; k < m.length; k++) {
            det *= m[k][k];
            for (int i = k + 1; i < m.length; i++) {
                double f = m[i][k] / m[k][k];
                for (int j = k; j < m.length; j++) {
                    m[i][j] -= f * m[k][j];
                }
            }
        }
        return det;
    }

    @Test
    void correctedDrawsFollowTheirDensity() {
        // Moments against importance sampling from the normal distribution with a generator of its own.
        int n = 30_000;
        HomnistRecipe recipe = new HomnistRecipe(3);
        double[] second = new double[8];
        double cross = 0;
        for (int i = 0; i < n; i++) {
            double[] x = recipe.draw(i, 1);
            for (int k = 0; k < 8; k++) {
                second[k] += x[k] * x[k] / n;
            }
            cross += x[1] * x[3] / n;
        }
        double[] s = HomnistRecipe.scales();
        SplittableRandom random = new SplittableRandom(99);
        double weight = 0;
        double[] expected = new double[8];
        double expectedCross = 0;
        for (int i = 0; i < n; i++) {
            double[] x = new double[8];
            double[] minus = new double[8];
            for (int k = 0; k < 8; k++) {
                x[k] = random.nextGaussian() * s[k] / 2;
                minus[k] = -x[k];
            }
            double w = HomnistRecipe.dvol(minus);
            weight += w;
            for (int k = 0; k < 8; k++) {
                expected[k] += w * x[k] * x[k];
            }
            expectedCross += w * x[1] * x[3];
        }
        double standardError = Math.sqrt(2 * 2.0 / n);
        for (int k = 0; k < 8; k++) {
            double unit = s[k] * s[k] / 4;
            assertEquals(expected[k] / weight / unit, second[k] / unit, 5 * standardError);
        }
        double crossUnit = s[1] * s[3] / 4;
        assertEquals(expectedCross / weight / crossUnit, cross / crossUnit, 5 * Math.sqrt(2.0 / n));
    }

    @Test
    void asPublishedSpreadsByRootTwo() {
        HomnistRecipe recipe = new HomnistRecipe(3, HomnistRecipe.Sampling.AS_PUBLISHED);
        double[] s = HomnistRecipe.scales();
        int n = 20_000;
        double[] second = new double[8];
        for (int i = 0; i < n; i++) {
            double[] x = recipe.draw(i, 0);
            for (int k = 0; k < 8; k++) {
                second[k] += x[k] * x[k] / n;
            }
        }
        for (int k = 0; k < 8; k++) {
            assertEquals(Math.sqrt(0.5), Math.sqrt(second[k]) / s[k], 0.02);
        }
    }

    @Test
    void exponentialHasDeterminantOneAndItsInverse() {
        double[] x = {.2, -.3, .1, .25, -.15, .3, .1, -.2};
        double[] g = Sl3.exp(Sl3.matrix(x, 1));
        double[] h = Sl3.exp(Sl3.matrix(x, -1));
        double det = g[0] * (g[4] * g[8] - g[5] * g[7])
                - g[1] * (g[3] * g[8] - g[5] * g[6])
                + g[2] * (g[3] * g[7] - g[4] * g[6]);
        assertEquals(1, det, 1e-14);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double entry = g[3 * i] * h[j] + g[3 * i + 1] * h[3 + j] + g[3 * i + 2] * h[6 + j];
                assertEquals(i == j ? 1 : 0, entry, 1e-14);
            }
        }
    }

    @Test
    void imagesAreDeterministicAndKeepMostInk() {
        HomnistRecipe recipe = new HomnistRecipe(11);
        TransformedSet set = TransformedSet.of(digits, recipe, 2);
        ImageSet some = set.images(100, 140);
        assertEquals(
                some.checksum(),
                TransformedSet.of(digits, new HomnistRecipe(11), 2)
                        .images(100, 140)
                        .checksum());
        byte[] out = new byte[1600];
        recipe.render(digits, 60, 1, out, 0);
        byte[] within = new byte[1600];
        some.copyTo(21, 1, within, 0);
        assertArrayEquals(out, within);
        double before = 0;
        double after = 0;
        for (int i = 0; i < 40; i++) {
            for (int p = 0; p < 784; p++) {
                before += digits.pixel(50 + i / 2, p / 28, p % 28);
            }
            for (int p = 0; p < 1600; p++) {
                after += some.pixel(i, p / 40, p % 40);
            }
        }
        assertEquals(1, after / before, 0.2);
    }

    /** The image at coordinates that are zero but for one. */
    private static byte[] warped(int coordinate, double value) {
        double[] x = new double[8];
        x[coordinate] = value;
        byte[] out = new byte[1600];
        HomnistRecipe.apply(digits, 3, x, out, 0);
        return out;
    }

    private static int padded(int row, int col) {
        return row < 6 || row >= 34 || col < 6 || col >= 34 ? 0 : digits.pixel(3, row - 6, col - 6);
    }

    /** Bilinear between the padded digit's pixels, at positions that are written out for each map by hand. */
    private static void isAt(byte[] image, int row, int col, double fromRow, double fromCol) {
        int r = (int) Math.floor(fromRow);
        int c = (int) Math.floor(fromCol);
        double fr = fromRow - r;
        double fc = fromCol - c;
        double value = (1 - fr) * ((1 - fc) * padded(r, c) + fc * padded(r, c + 1))
                + fr * ((1 - fc) * padded(r + 1, c) + fc * padded(r + 1, c + 1));
        assertEquals(value, image[row * 40 + col] & 0xff, 0.5 + 1e-6, row + ", " + col);
    }

    @Test
    void theIdentityChangesNothing() {
        byte[] out = warped(0, 0);
        for (int p = 0; p < 1600; p++) {
            assertEquals(padded(p / 40, p % 40), out[p] & 0xff);
        }
    }

    @Test
    void mapsGoWhereTheirCoordinatesSay() {
        byte[] down = warped(2, 3 * 2 / 39.0); // E13: three pixels downwards
        byte[] right = warped(5, 2 / 39.0 / 2); // E23: half a pixel to the right
        byte[] sheared = warped(1, 0.3); // E12: rows by 0.3 of the column
        byte[] tilted = warped(6, 0.2); // E31: the plane falls back downwards
        double t = 0.4; // E11 - I/3 scales rows by exp(2t/3), columns by exp(-t/3), and w as the columns
        byte[] stretched = warped(0, t);
        for (int r = 4; r < 36; r++) {
            for (int c = 4; c < 36; c++) {
                double u = r - 19.5;
                double v = c - 19.5;
                isAt(down, r, c, r - 3, c);
                isAt(right, r, c, r, c - 0.5);
                isAt(sheared, r, c, r - 0.3 * v, c);
                double w = 1 - 0.2 * u / 19.5;
                isAt(tilted, r, c, 19.5 + u / w, 19.5 + v / w);
                isAt(stretched, r, c, 19.5 + u * Math.exp(-t), c);
            }
        }
    }

    @Test
    void aMapThatFoldsThePlaneOverLeavesPaper() {
        byte[] out = warped(6, 3); // w = 1 - 3u is negative below a third
        for (int p = 27 * 40; p < 1600; p++) {
            assertEquals(0, out[p]);
        }
        assertThrows(IllegalArgumentException.class, () -> warped(6, Double.NaN));
    }

    @Test
    void refusesAnotherNumberOfCoordinates() {
        assertThrows(IllegalArgumentException.class, () -> HomnistRecipe.dvol(new double[7]));
        assertTrue(HomnistRecipe.dvol(new double[8]) == 1);
    }
}

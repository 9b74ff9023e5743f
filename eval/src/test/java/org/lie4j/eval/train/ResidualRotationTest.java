package org.lie4j.eval.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lie4j.eval.data.AffineDraw;
import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.JustCentered;
import org.lie4j.eval.data.Recipe;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.groups.Polar;
import org.lie4j.kernels.AffineFrame;
import org.lie4j.kernels.models.AffineFrameCnn;

/** What the moment frame leaves over of the recipe's maps, on training digits: the arcs of the model are chosen by it. */
class ResidualRotationTest {
    private static final int SIDE = Recipe.SIDE;

    @Test
    void theArcsOfTheModelCoverWhatTheFrameLeaves() throws IOException {
        AffineFrameCnn model = AffineFrameCnn.DEFAULT;
        ImageSet digits = EmbeddedMnist.load().train().slice(0, 2000);
        AffnistRecipe recipe = new AffnistRecipe(3);
        TransformedSet upright = TransformedSet.of(digits, JustCentered.INSTANCE, 1);
        TransformedSet deformed = TransformedSet.of(digits, recipe, 1);
        double[] angles = new double[digits.count()];
        double[] stretches = new double[digits.count()];
        for (int i = 0; i < digits.count(); i++) {
            double[] before = frame(model.frame(), upright, i);
            double[] after = frame(model.frame(), deformed, i);
            // The canonical image of the deformed digit is that of the upright one, moved by after⁻¹ h before.
            double[] left = multiply(inverse(after), multiply(downwards(recipe.draw(digits, i, 0)), before));
            Polar polar = Polar.left(2, left);
            angles[i] = Math.abs(Math.toDegrees(Math.atan2(polar.rotation()[2], polar.rotation()[0])));
            stretches[i] = Math.max(Math.abs(polar.positive()[0] - 1), Math.abs(polar.positive()[3] - 1));
        }
        Arrays.sort(angles);
        Arrays.sort(stretches);
        System.out.printf(
                "residual rotation: median %.1f°, 95%% %.1f°, 99%% %.1f°, largest %.1f°; stretch that is left: median"
                        + " %.3f, 99%% %.3f%n",
                at(angles, 0.5),
                at(angles, 0.95),
                at(angles, 0.99),
                at(angles, 1),
                at(stretches, 0.5),
                at(stretches, 0.99));
        assertTrue(at(angles, 0.95) < Math.toDegrees(model.turning()), "turning in training");
        assertTrue(at(angles, 0.999) < Math.toDegrees(model.arc()), "arc of the group convolution");
        assertTrue(at(stretches, 0.95) < 0.1, "the symmetric factor is gone");
    }

    private static double at(double[] sorted, double quantile) {
        return sorted[(int) Math.round(quantile * (sorted.length - 1))];
    }

    private static double[] frame(AffineFrame frame, TransformedSet set, int index) {
        float[] pixels = new float[SIDE * SIDE];
        set.render(index, 1, pixels);
        double[] image = new double[pixels.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = pixels[i];
        }
        double[] found = new double[AffineFrame.FRAME_LENGTH];
        frame.find(image, 0, SIDE, SIDE, found, 0);
        return new double[] {found[0], found[1], found[3], found[4]};
    }

    /** The linear part with y downwards, as in images. */
    private static double[] downwards(AffineDraw draw) {
        double[] a = draw.linear();
        return new double[] {a[0], -a[1], -a[2], a[3]};
    }

    private static double[] inverse(double[] a) {
        double det = a[0] * a[3] - a[1] * a[2];
        return new double[] {a[3] / det, -a[1] / det, -a[2] / det, a[0] / det};
    }

    private static double[] multiply(double[] a, double[] b) {
        return new double[] {
            a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
            a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]
        };
    }
}

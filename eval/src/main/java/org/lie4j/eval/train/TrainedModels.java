package org.lie4j.eval.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.models.AffineFrameCnn;
import org.lie4j.kernels.models.GroupCnn;
import org.lie4j.kernels.models.ImageClassifier;
import org.lie4j.kernels.models.PlainCnn;

/** The models by their names on the command line, each with the training that suits it. */
final class TrainedModels {
    private static final Map<String, TrainedModels.Recipe> RECIPES = recipes();

    private TrainedModels() {}

    /**
     * A network and how it is trained.
     *
     * @param network the network
     * @param learningRate the peak of the learning rate
     * @param augmented whether it is shown affNIST-recipe images in place of the upright ones, others in each epoch
     */
    record Recipe(ImageClassifier network, double learningRate, boolean augmented) {
        /** Steps that a training has at least, however few digits there are. */
        private static final int LEAST_STEPS = 1000;

        /**
         * Passes over a training set of a given size: few enough for minutes on the embedded digits, more where someone has chosen a
         * large set and waits longer anyway, and on small sets as many as a thousand steps take. The same for all models, so that they are compared at the same budget.
         *
         * @param images images in the set
         * @param batches steps in a pass
         */
        static int epochs(int images, int batches) {
            int usual = images < 40_000 ? 6 : 10;
            return Math.max(usual, (LEAST_STEPS + batches - 1) / batches);
        }
    }

    private static Map<String, Recipe> recipes() {
        Map<String, Recipe> recipes = new LinkedHashMap<>();
        recipes.put("cnn", new Recipe(PlainCnn.DEFAULT, 2e-3, false));
        recipes.put("cnn-augmented", new Recipe(PlainCnn.DEFAULT, 2e-3, true));
        recipes.put("so2", new Recipe(GroupCnn.of(PlanarGroup.SO2), 5e-3, false));
        recipes.put("scale", new Recipe(GroupCnn.of(PlanarGroup.SCALE), 5e-3, false));
        recipes.put("sl2", new Recipe(GroupCnn.of(PlanarGroup.SL2), 5e-3, false));
        recipes.put("gl2", new Recipe(GroupCnn.of(PlanarGroup.GL2), 5e-3, false));
        recipes.put("affine-frame", new Recipe(AffineFrameCnn.DEFAULT, 3e-3, false));
        return recipes;
    }

    /** The names, in the order of tables. */
    static List<String> names() {
        return List.copyOf(RECIPES.keySet());
    }

    /**
     * A model by its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Recipe named(String name) {
        Recipe recipe = RECIPES.get(name);
        if (recipe == null) {
            throw new IllegalArgumentException(
                    "unknown model " + name + ", expected one of " + String.join(", ", names()));
        }
        return recipe;
    }
}

package org.lie4j.eval.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** The recipes by the names that commands and manifests use. */
public final class Recipes {
    private static final Map<String, LongFunction<Recipe>> ALL = all();

    private Recipes() {}

    /**
     * The names: the two protocols for training, then the recipes for tests.
     *
     * @return just-centered, randomly-placed, affnist, homnist, homnist-as-published
     */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * The recipe of a name.
     *
     * @param name one of {@link #names()}
     * @param seed which family of images; just-centered has one alone
     * @return the recipe
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Recipe named(String name, long seed) {
        LongFunction<Recipe> recipe = ALL.get(name);
        if (recipe == null) {
            throw new IllegalArgumentException("unknown recipe " + name + ", expected " + String.join(", ", names()));
        }
        return recipe.apply(seed);
    }

    private static Map<String, LongFunction<Recipe>> all() {
        Map<String, LongFunction<Recipe>> all = new LinkedHashMap<>();
        all.put("just-centered", seed -> JustCentered.INSTANCE);
        all.put("randomly-placed", RandomlyPlaced::new);
        all.put("affnist", AffnistRecipe::new);
        all.put("homnist", HomnistRecipe::new);
        all.put("homnist-as-published", seed -> new HomnistRecipe(seed, HomnistRecipe.Sampling.AS_PUBLISHED));
        return all;
    }
}

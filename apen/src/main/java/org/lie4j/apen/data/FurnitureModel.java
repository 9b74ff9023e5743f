package org.lie4j.apen.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lie4j.apen.geometry.FurnitureCatalogue;
import org.lie4j.apen.geometry.TriangleMesh;

/**
 * A piece of furniture.
 *
 * @param name what it is called
 * @param category one of {@link #CATEGORIES}
 * @param mesh its surface in metres, y up, standing on y = 0
 */
public record FurnitureModel(String name, String category, TriangleMesh mesh) {
    /** The categories, in the order of their labels. */
    public static final List<String> CATEGORIES = List.of("chair", "table", "bed", "sofa", "storage", "lamp");

    /** Tried in this order: a desk lamp is a lamp. Games and bedside tables are in no category. */
    private static final List<Pattern> WORDS = List.of(
            Pattern.compile("lamp|lantern|\\blight"),
            Pattern.compile("pool|football|bedside"),
            Pattern.compile("chair|stool"),
            Pattern.compile("sofa|couch"),
            Pattern.compile("\\bbed$"),
            Pattern.compile("bookcase|shelves|cabinet|cupboard|wardrobe|locker"),
            Pattern.compile("\\b(table|desk)( with .*)?$"));

    private static final List<String> MEANINGS = List.of("lamp", "", "chair", "sofa", "bed", "storage", "table");

    /**
     * Checks the category.
     *
     * @param name see the record
     * @param category see the record
     * @param mesh see the record
     * @throws IllegalArgumentException if it is none of them
     */
    public FurnitureModel {
        if (!CATEGORIES.contains(category)) {
            throw new IllegalArgumentException("category: expected one of " + CATEGORIES + ", got " + category);
        }
    }

    /**
     * The category that an English name tells.
     *
     * @param name such as Oak chair
     * @return one of the categories, or nothing
     */
    public static Optional<String> categoryOf(String name) {
        String word = name.strip().toLowerCase(Locale.ROOT);
        for (int i = 0; i < WORDS.size(); i++) {
            if (WORDS.get(i).matcher(word).find()) {
                return MEANINGS.get(i).isEmpty() ? Optional.empty() : Optional.of(MEANINGS.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * The models of a library whose names tell a category.
     *
     * @param library an open library
     * @return the models in its order
     * @throws IOException if a model cannot be read
     */
    public static List<FurnitureModel> of(FurnitureCatalogue library) throws IOException {
        List<FurnitureModel> models = new ArrayList<>();
        for (FurnitureCatalogue.Model model : library.models()) {
            Optional<String> category = categoryOf(model.name());
            if (category.isPresent()) {
                models.add(
                        new FurnitureModel(model.name() + " #" + model.number(), category.get(), library.mesh(model)));
            }
        }
        return models;
    }
}

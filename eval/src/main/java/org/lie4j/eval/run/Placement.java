package org.lie4j.eval.run;

import java.io.Serializable;
import java.util.Optional;
import org.lie4j.eval.data.RandomlyPlaced;
import org.lie4j.eval.data.Recipe;

/**
 * Where training shows the digits within their 40×40 frame.
 *
 * @param random whether each is somewhere else in every epoch; otherwise all are in the middle
 * @param rows rows of a digit's own frame in the middle of the image, at most 40
 * @param cols its columns
 * @serial exclude
 */
public record Placement(boolean random, int rows, int cols) implements Serializable {
    /** In the middle. */
    public static final Placement CENTERED = new Placement(false, Recipe.SIDE, Recipe.SIDE);

    /**
     * Checks the size.
     *
     * @param random see the record
     * @param rows see the record
     * @param cols see the record
     * @throws IllegalArgumentException if the digit's frame is empty or larger than 40×40
     */
    public Placement {
        if (rows < 1 || cols < 1 || rows > Recipe.SIDE || cols > Recipe.SIDE) {
            throw new IllegalArgumentException("expected digits of 1×1 to 40×40 pixels, got " + rows + "×" + cols);
        }
    }

    /**
     * What makes the images of an epoch.
     *
     * @param family a seed for each epoch
     * @return a recipe for images with the digits in the middle, or nothing if they stay there
     */
    public Optional<Recipe> recipe(long family) {
        return random ? Optional.of(RandomlyPlaced.within(family, rows, cols)) : Optional.empty();
    }
}

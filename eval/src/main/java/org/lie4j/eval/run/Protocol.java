package org.lie4j.eval.run;

import java.util.List;
import org.lie4j.eval.data.HomnistRecipe;

/**
 * What of an experiment the literature does in more than one way.
 *
 * @param training where training shows the digits
 * @param homnist how homographies are drawn
 */
public record Protocol(Training training, HomnistRecipe.Sampling homnist) {
    /** Centred digits, homographies with the density that homNIST aims at. */
    public static final Protocol USUAL = new Protocol(Training.JUST_CENTERED, HomnistRecipe.Sampling.CORRECTED);

    /** Where training shows the digits. */
    public enum Training {
        /** In the middle, as affNIST's own protocol has it. */
        JUST_CENTERED,
        /** Somewhere else in each epoch, as the capsule papers have it. */
        RANDOMLY_PLACED
    }

    /**
     * By the names that files and commands use.
     *
     * @param training just-centered or randomly-placed; null for just-centered
     * @param homnist corrected or as-published; null for corrected
     * @return the protocol
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Protocol of(String training, String homnist) {
        return new Protocol(
                named("training", training, Training.values()),
                named("homnist", homnist, HomnistRecipe.Sampling.values()));
    }

    private static <E extends Enum<E>> E named(String what, String given, E[] values) {
        List<String> names = List.of(values).stream().map(Protocol::name).toList();
        int at = given == null ? 0 : names.indexOf(given);
        if (at < 0) {
            throw new IllegalArgumentException(what + ": expected " + String.join(" or ", names) + ", got " + given);
        }
        return values[at];
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /**
     * How training is called.
     *
     * @return just-centered or randomly-placed
     */
    public String trainingName() {
        return name(training);
    }

    /**
     * How the drawing of homographies is called.
     *
     * @return corrected or as-published
     */
    public String homnistName() {
        return name(homnist);
    }

    /** The placement for digits of a size. */
    Placement placement(int rows, int cols) {
        return new Placement(training == Training.RANDOMLY_PLACED, rows, cols);
    }
}

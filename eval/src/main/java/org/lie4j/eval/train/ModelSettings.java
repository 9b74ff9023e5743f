package org.lie4j.eval.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.kernels.PlanarGroup;

/** The settings of a model, key by key, each with the value that counts where there is none. Whatever is wrong is named with what was expected and what was found. */
final class ModelSettings {
    private final String model;
    private final Map<String, JsonNode> values;
    private final Set<String> known = new TreeSet<>();

    ModelSettings(ModelSpec spec) {
        this.model = spec.name();
        this.values = spec.settings();
    }

    double number(String key, double otherwise, double least, double most) {
        JsonNode value = find(key);
        if (value == null) {
            return otherwise;
        }
        double number = value.isNumber() ? value.doubleValue() : parsed(value);
        if (!(number >= least && number <= most)) {
            throw wrong(key, "a number from " + text(least) + " to " + text(most), value);
        }
        return number;
    }

    /** YAML 1.1 takes 4e-3 for a text. */
    private static double parsed(JsonNode value) {
        try {
            return value.isTextual() ? Double.parseDouble(value.textValue()) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String text(double bound) {
        return bound == Math.rint(bound) ? String.format(Locale.ROOT, "%.0f", bound) : Double.toString(bound);
    }

    int integer(String key, int otherwise, int least, int most) {
        JsonNode value = find(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw wrong(key, "a whole number from " + least + " to " + most, value);
        }
        return value.intValue();
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = find(key);
        if (value != null && !value.isBoolean()) {
            throw wrong(key, "true or false", value);
        }
        return value == null ? otherwise : value.booleanValue();
    }

    /** Three numbers of channels. */
    int[] channels(int... otherwise) {
        JsonNode value = find("channels");
        if (value == null) {
            return otherwise;
        }
        int[] channels = new int[value.size()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = value.path(i).isInt() ? value.path(i).intValue() : 0;
        }
        if (!value.isArray()
                || channels.length != otherwise.length
                || Arrays.stream(channels).anyMatch(c -> c < 1 || c > 4096)) {
            throw wrong("channels", "a list of " + otherwise.length + " whole numbers from 1 to 4096", value);
        }
        return channels;
    }

    /** A group that is sampled as a whole. */
    PlanarGroup group(PlanarGroup otherwise) {
        JsonNode value = find("group");
        if (value == null) {
            return otherwise;
        }
        Predicate<PlanarGroup> meant = g -> g.name().equals(value.asText().toUpperCase(Locale.ROOT));
        return Arrays.stream(PlanarGroup.values())
                .filter(meant)
                .findFirst()
                .orElseThrow(() -> wrong("group", "one of " + Arrays.toString(PlanarGroup.values()), value));
    }

    /** To be called last: a key that nothing asked for is a mistake. */
    void requireNoOthers() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("model " + model + ": unknown key " + key
                        + ", expected one of name, from, " + String.join(", ", known));
            }
        }
    }

    private JsonNode find(String key) {
        known.add(key);
        return values.get(key);
    }

    private IllegalArgumentException wrong(String key, String expected, JsonNode found) {
        return new IllegalArgumentException(
                "model " + model + ": " + key + ": expected " + expected + ", got " + found);
    }
}

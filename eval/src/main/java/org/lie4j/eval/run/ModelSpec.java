package org.lie4j.eval.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A model as a file or a command asks for it: one that the program knows, or one that begins as such a one and changes some of its settings.
 *
 * @param name what tables call it
 * @param from the model that it begins as; its name itself for a model as it is
 * @param settings what is changed, by key; what keys there are is for the {@link ModelTrainer} to say
 */
public record ModelSpec(String name, String from, SortedMap<String, JsonNode> settings) {
    /** The key of the passes over the training digits, which every trainer knows. */
    public static final String EPOCHS = "epochs";

    private static final String NAME = "name";
    private static final String FROM = "from";

    /**
     * Checks the name, which becomes part of file names.
     *
     * @param name see the record
     * @param from see the record
     * @param settings see the record
     * @throws IllegalArgumentException if the name has other characters than letters, digits, dots, hyphens and underscores
     */
    public ModelSpec {
        Objects.requireNonNull(from, "from");
        settings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        if (name == null || !name.matches("[\\p{Alnum}][\\p{Alnum}._-]*")) {
            throw new IllegalArgumentException(
                    "models: expected a name of letters, digits, dots, hyphens and underscores, got " + name);
        }
    }

    /**
     * A model as it is.
     *
     * @param name its name
     * @return the model without changes
     */
    public static ModelSpec named(String name) {
        return new ModelSpec(name, name, new TreeMap<>());
    }

    /**
     * From an entry of a file: a name, or an object with {@code name}, {@code from} and settings.
     *
     * @param entry the entry
     * @return the model
     * @throws IllegalArgumentException if it is neither
     */
    @JsonCreator
    public static ModelSpec of(JsonNode entry) {
        if (entry.isTextual()) {
            return named(entry.textValue());
        }
        if (!entry.isObject()
                || !entry.path(NAME).isTextual()
                || !entry.path(FROM).isTextual()) {
            throw new IllegalArgumentException(
                    "models: expected a name, or an object with name, from and settings, got " + entry);
        }
        SortedMap<String, JsonNode> settings = new TreeMap<>();
        entry.properties().forEach(field -> {
            if (!field.getKey().equals(NAME) && !field.getKey().equals(FROM)) {
                settings.put(field.getKey(), field.getValue());
            }
        });
        return new ModelSpec(entry.get(NAME).textValue(), entry.get(FROM).textValue(), settings);
    }

    /**
     * Whether it is a model that the program knows, unchanged.
     *
     * @return true if it is
     */
    public boolean isPlain() {
        return settings.isEmpty() && name.equals(from);
    }

    /**
     * The passes over the training digits that are asked for of this model alone.
     *
     * @return 0 if none are
     */
    public int epochs() {
        JsonNode epochs = settings.get(EPOCHS);
        return epochs == null ? 0 : epochs.asInt();
    }

    /**
     * As in a file: {@link #of} makes the same of it.
     *
     * @return a text or an object
     */
    @JsonValue
    public JsonNode toJson() {
        if (isPlain()) {
            return JsonNodeFactory.instance.textNode(name);
        }
        ObjectNode entry = JsonNodeFactory.instance.objectNode().put(NAME, name).put(FROM, from);
        entry.setAll(settings);
        return entry;
    }

    /** The name alone, or with all that makes the model another one. */
    @Override
    public String toString() {
        return isPlain()
                ? name
                : settings.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining(", ", name + " (from " + from + ": ", ")"));
    }
}

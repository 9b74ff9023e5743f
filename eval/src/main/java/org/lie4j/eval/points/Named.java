package org.lie4j.eval.points;

import java.util.Arrays;
import java.util.List;

/** What has a name on the command line. */
interface Named {
    /**
     * The name.
     *
     * @return a word
     */
    String word();

    /** The one of a name. */
    static <T extends Named> T find(T[] all, String word) {
        return Arrays.stream(all)
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "model: expected one of " + words(all) + ", got \"" + word + "\""));
    }

    /** The names of all, in order. */
    static List<String> words(Named[] all) {
        return Arrays.stream(all).map(Named::word).toList();
    }
}

package org.lie4j.eval.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lie4j.eval.data.BadDataException;

/** Reads {@link Study} files: YAML, of which JSON is a part. */
public final class StudyFile {
    private static final long MOST_BYTES = 1 << 20;

    private StudyFile() {}

    /**
     * Reads a study.
     *
     * @param file the file
     * @return the study
     * @throws BadDataException if the file is missing, too large, not YAML, or holds something other than a study; the message names the place
     * @throws IOException if the file cannot be read
     */
    public static Study read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadDataException(file + ": no such file, expected a study in YAML or JSON");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new BadDataException(
                    file + ": " + Files.size(file) + " bytes, expected a study of at most " + MOST_BYTES);
        }
        try {
            Study study = new ObjectMapper(new YAMLFactory())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readValue(file.toFile(), Study.class);
            if (study == null) {
                throw new BadDataException(file + ": empty, expected a study in YAML or JSON");
            }
            return study;
        } catch (JsonProcessingException e) {
            throw new BadDataException(file + ": " + reason(e), e);
        }
    }

    private static String reason(JsonProcessingException e) {
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException) {
            return cause.getMessage();
        }
        String place =
                e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                        ? mapping.getPathReference().replaceAll("[\\w.]+\\.Study", "study") + ": "
                        : "";
        String line = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
        return place + e.getOriginalMessage().lines().findFirst().orElse("not a study") + line;
    }
}

package org.lie4j.eval.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.run.Version;

/**
 * A network in a file: what DL4J's ModelSerializer writes, and can still read, with one entry more, lie4j.json, that says what the
 * file is, in which format, and where it comes from.
 */
public final class NetworkArchive {
    /** The format that is written, and the only one that is read. */
    public static final int FORMAT = 1;

    private static final String HEADER = "lie4j.json";
    private static final String NETWORK = "network";
    private static final ObjectMapper JSON = new ObjectMapper();

    private NetworkArchive() {}

    /**
     * What a file holds.
     *
     * @param header what it says
     * @param network the network
     */
    public record Content(JsonNode header, Network network) {}

    /**
     * An empty header, to be filled.
     *
     * @return new
     */
    public static ObjectNode header() {
        return JSON.createObjectNode();
    }

    /**
     * Any record as a part of a header.
     *
     * @param value the record
     * @return the part
     */
    public static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }

    /**
     * A part of a header as a record.
     *
     * @param node the part
     * @param type the record's type
     * @param file for messages
     * @param <T> the record's type
     * @return the record
     * @throws BadDataException if it is something else
     */
    public static <T> T parse(JsonNode node, Class<T> type, Path file) throws BadDataException {
        try {
            return JSON.treeToValue(node, type);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new BadDataException(file + ": " + HEADER + " is not as expected: " + e.getMessage(), e);
        }
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @param file where to
     * @param kind what the file is, for example "model"
     * @param header what is said about it; not modified
     * @param network the network
     * @param updater whether the optimiser's state goes along
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, String kind, ObjectNode header, Network network, boolean updater)
            throws IOException {
        ObjectNode complete = header();
        complete.put("kind", kind)
                .put("format", FORMAT)
                .put("lie4j", Version.get())
                .put(NETWORK, network.kind());
        complete.setAll(header);
        ByteArrayOutputStream serialized = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network.model(), serialized, updater);
        WholeFile.write(file, out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out);
                    ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(serialized.toByteArray()))) {
                zip.putNextEntry(new ZipEntry(HEADER));
                zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(complete));
                for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    entries.transferTo(zip);
                }
            }
        });
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param kind what it must be
     * @param updater whether the optimiser's state is wanted too
     * @return its content
     * @throws BadDataException if it is something else, of another format, or damaged
     * @throws IOException if it cannot be read
     */
    public static Content read(Path file, String kind, boolean updater) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        JsonNode header = readHeader(file, kind);
        String isKind = header.path("kind").asText();
        if (!isKind.equals(kind)) {
            throw new BadDataException(file + ": a lie4j " + isKind + ", expected a lie4j " + kind);
        }
        int format = header.path("format").asInt();
        if (format != FORMAT) {
            throw new BadDataException(file + ": " + kind + " format " + format + ", written by lie4j "
                    + header.path("lie4j").asText("?") + "; expected format " + FORMAT);
        }
        try {
            return new Content(
                    header, Network.read(file.toFile(), header.path(NETWORK).asText(), updater));
        } catch (IOException | RuntimeException e) {
            // DL4J answers damage with whatever exception it runs into first.
            throw new BadDataException(
                    file + ": the network inside is damaged, expected one that this program wrote", e);
        }
    }

    private static JsonNode readHeader(Path file, String kind) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(HEADER);
            if (entry == null) {
                throw new BadDataException(file + ": no " + HEADER + " inside, expected a lie4j " + kind);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return JSON.readTree(in);
            }
        } catch (ZipException e) {
            throw new BadDataException(file + ": not a zip archive or a damaged one, expected a lie4j " + kind, e);
        } catch (JsonProcessingException e) {
            throw new BadDataException(file + ": " + HEADER + " is no JSON, expected a lie4j " + kind, e);
        }
    }
}

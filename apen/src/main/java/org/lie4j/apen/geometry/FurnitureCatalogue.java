package org.lie4j.apen.geometry;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A furniture library of Sweet Home 3D, a .sh3f file: a zip of OBJ models and a catalogue of their names and sizes. Models are scaled
 * to the catalogue's size, in metres, y up, centred above the origin.
 */
public final class FurnitureCatalogue implements Closeable {
    private static final String FORMAT = "SH3F";
    private static final String CATALOGUE = "PluginFurnitureCatalog.properties";
    private static final double METRES_OF_CENTIMETRES = 0.01;

    private final ZipFile zip;
    private final List<Model> models;

    private FurnitureCatalogue(ZipFile zip, List<Model> models) {
        this.zip = zip;
        this.models = models;
    }

    /**
     * An entry of the catalogue.
     *
     * @param number its number, from 1
     * @param name its name
     * @param category its category
     * @param width extent along x in metres
     * @param height extent along y in metres
     * @param depth extent along z in metres
     * @param movable whether it is furniture, rather than part of the building
     * @param path the model's path in the zip
     */
    public record Model(
            int number,
            String name,
            String category,
            double width,
            double height,
            double depth,
            boolean movable,
            String path) {}

    /**
     * Opens a library and reads its catalogue.
     *
     * @param file its path
     * @return the catalogue, to be closed
     * @throws MalformedFileException if it is no library
     * @throws IOException if it cannot be read
     */
    public static FurnitureCatalogue open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException e) {
            throw broken(file.toString(), "a zip file", e);
        }
        try {
            return new FurnitureCatalogue(zip, models(zip));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static MalformedFileException broken(String where, String expected, IOException cause) {
        MalformedFileException broken =
                new MalformedFileException(FORMAT, where, expected, String.valueOf(cause.getMessage()));
        broken.initCause(cause);
        return broken;
    }

    private static List<Model> models(ZipFile zip) throws IOException {
        Properties catalogue = new Properties();
        try (InputStream in = entry(zip, CATALOGUE)) {
            catalogue.load(in);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(FORMAT, CATALOGUE, "properties", e.getMessage());
        } catch (ZipException | EOFException e) {
            throw broken(CATALOGUE, "a compressed entry", e);
        }
        List<Model> models = new ArrayList<>();
        for (int number = 1; catalogue.containsKey("name#" + number); number++) {
            String path = text(catalogue, "model", number);
            models.add(new Model(
                    number,
                    text(catalogue, "name", number),
                    text(catalogue, "category", number),
                    length(catalogue, "width", number),
                    length(catalogue, "height", number),
                    length(catalogue, "depth", number),
                    Boolean.parseBoolean(text(catalogue, "movable", number)),
                    path.startsWith("/") ? path.substring(1) : path));
        }
        if (models.isEmpty()) {
            throw new MalformedFileException(FORMAT, CATALOGUE, "a property name#1", "none");
        }
        return List.copyOf(models);
    }

    private static InputStream entry(ZipFile zip, String path) throws IOException {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null) {
            throw new MalformedFileException(FORMAT, zip.getName(), "an entry " + path, "none of " + zip.size());
        }
        return zip.getInputStream(entry);
    }

    private static String text(Properties catalogue, String key, int number) throws MalformedFileException {
        String value = catalogue.getProperty(key + "#" + number);
        if (value == null) {
            throw new MalformedFileException(FORMAT, CATALOGUE, "a property " + key + "#" + number, "none");
        }
        return value.strip();
    }

    private static double length(Properties catalogue, String key, int number) throws MalformedFileException {
        String text = text(catalogue, key, number);
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new MalformedFileException(FORMAT, key + "#" + number, "a positive number of centimetres", text);
        }
        return value * METRES_OF_CENTIMETRES;
    }

    /**
     * The entries.
     *
     * @return in the catalogue's order, at least 1
     */
    public List<Model> models() {
        return models;
    }

    /**
     * Reads a model.
     *
     * @param model an entry of this catalogue
     * @return its mesh in metres: y from 0 to the height, x and z about 0
     * @throws MalformedFileException if the model is missing or no OBJ
     * @throws IOException if it cannot be read
     */
    public TriangleMesh mesh(Model model) throws IOException {
        TriangleMesh mesh;
        try (InputStream in = entry(zip, model.path());
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.ISO_8859_1)) {
            mesh = ObjReader.read(reader);
        } catch (ZipException | EOFException e) {
            throw broken(model.path(), "a compressed entry", e);
        }
        double[] size = {model.width(), model.height(), model.depth()};
        double[] bounds = mesh.bounds();
        double[] vertices = mesh.vertices();
        for (int i = 0; i < vertices.length; i++) {
            int c = i % 3;
            double extent = bounds[c + 3] - bounds[c];
            double low = c == 1 ? bounds[c] : (bounds[c] + bounds[c + 3]) / 2;
            vertices[i] = extent > 0 ? (vertices[i] - low) * (size[c] / extent) : 0;
        }
        return mesh.withVertices(vertices);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

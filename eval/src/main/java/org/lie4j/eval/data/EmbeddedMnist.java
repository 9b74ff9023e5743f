package org.lie4j.eval.data;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/**
 * The slice of MNIST that comes with the library, so that the first command needs no download: the first 20,000 training
 * digits and the first 2,000 test digits of the original files, unchanged.
 *
 * <p>MNIST is by Yann LeCun, Corinna Cortes and Christopher J. C. Burges, licensed CC BY-SA 3.0; see
 * {@link #attribution()}.
 */
public final class EmbeddedMnist {
    /** The number of training digits. */
    public static final int TRAIN = 20_000;

    /** The number of test digits. */
    public static final int TEST = 2_000;

    private static final Map<String, String> SHA_256 = Map.of(
            "train-images-idx3-ubyte.gz", "669c97111946d7e9d37bbe0b65cdffcaa508c72bd3f60fd9928dd8913512853d",
            "train-labels-idx1-ubyte.gz", "0d63bfe03965cade2ddd2f6eb7b551ab557bafd0e607b963b8ea1c7e59367f45",
            "t10k-images-idx3-ubyte.gz", "9059cadffa1d514790be34d5e8435a289f65a851f2c1b380e98494e256425ffd",
            "t10k-labels-idx1-ubyte.gz", "9016d84c0ff2a402884fc39ac1dfcb3ec411c5581759174110390192c6e1c7b5");

    private EmbeddedMnist() {}

    /**
     * Reads the slice and checks every file against its SHA-256.
     *
     * @return 20,000 training and 2,000 test digits
     * @throws BadDataException if a file in the jar is damaged
     * @throws IOException if a file cannot be read
     */
    public static Mnist load() throws IOException {
        return new Mnist(
                part("embedded MNIST, first 20,000 training digits", "train"),
                part("embedded MNIST, first 2,000 test digits", "t10k"));
    }

    /**
     * Who made MNIST, under which licence it is passed on, and how the slice was cut.
     *
     * @return several lines of text
     * @throws IOException if the file in the jar cannot be read
     */
    public static String attribution() throws IOException {
        return new String(bytes("ATTRIBUTION.txt"), StandardCharsets.UTF_8);
    }

    private static ImageSet part(String name, String prefix) throws IOException {
        String images = prefix + "-images-idx3-ubyte.gz";
        String labels = prefix + "-labels-idx1-ubyte.gz";
        return IdxReader.combine(name, images, parse(images, 3), labels, parse(labels, 1));
    }

    private static IdxFile parse(String file, int rank) throws IOException {
        byte[] bytes = bytes(file);
        MessageDigest sha = Digests.sha256();
        sha.update(bytes);
        String actual = Digests.hex(sha);
        if (!actual.equals(SHA_256.get(file))) {
            throw new BadDataException("embedded " + file + ": SHA-256 " + actual + ", expected " + SHA_256.get(file));
        }
        return IdxFile.parse("embedded " + file, new ByteArrayInputStream(bytes), rank);
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in = EmbeddedMnist.class.getResourceAsStream("mnist/" + file)) {
            if (in == null) {
                throw new FileNotFoundException("mnist/" + file + " is missing from the jar");
            }
            return in.readAllBytes();
        }
    }
}

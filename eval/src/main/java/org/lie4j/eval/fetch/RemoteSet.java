package org.lie4j.eval.fetch;

import java.net.URI;
import java.util.Arrays;
import java.util.List;

/**
 * A data set that can be fetched.
 *
 * @param name what commands call it
 * @param title one line about it
 * @param address where its files are; ends in a slash
 * @param files the files, in the order in which they are fetched
 */
public record RemoteSet(String name, String title, URI address, List<RemoteFile> files) {
    private static final URI MNIST = URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/");
    private static final URI AFFNIST = URI.create("https://www.cs.toronto.edu/~tijmen/affNIST/32x/");

    private static final List<RemoteSet> ALL = List.of(
            new RemoteSet(
                    "mnist",
                    "MNIST, 60,000 + 10,000 digits of 28×28; CC BY-SA 3.0 (LeCun, Cortes, Burges)",
                    MNIST,
                    List.of(
                            new RemoteFile("train-images-idx3-ubyte.gz", 9_912_422, "MNIST training images"),
                            new RemoteFile("train-labels-idx1-ubyte.gz", 28_881, "MNIST training labels"),
                            new RemoteFile("t10k-images-idx3-ubyte.gz", 1_648_877, "MNIST test images"),
                            new RemoteFile("t10k-labels-idx1-ubyte.gz", 4_542, "MNIST test labels"))),
            new RemoteSet(
                    "affnist-centered",
                    "affNIST just_centered, 50,000 + 10,000 + 10,000 digits of 40×40 (Tieleman)",
                    AFFNIST,
                    unchecked(
                            "just_centered/training.mat.zip",
                            "just_centered/validation.mat.zip",
                            "just_centered/test.mat.zip")),
            new RemoteSet(
                    "affnist-test",
                    "affNIST transformed, the 320,000 test images (Tieleman)",
                    AFFNIST,
                    unchecked("transformed/test.mat.zip")),
            new RemoteSet(
                    "affnist-training",
                    "affNIST transformed, 1,600,000 training and 320,000 validation images (Tieleman)",
                    AFFNIST,
                    unchecked("transformed/training_batches.zip", "transformed/validation_batches.zip")));

    /**
     * Copies the list.
     *
     * @param name see the record
     * @param title see the record
     * @param address see the record
     * @param files see the record
     */
    public RemoteSet {
        files = List.copyOf(files);
    }

    /**
     * The sets whose address is known.
     *
     * @return all of them
     */
    public static List<RemoteSet> all() {
        return ALL;
    }

    /**
     * The same files at another place.
     *
     * @param mirror where they are; ends in a slash
     * @return the set
     */
    public RemoteSet at(URI mirror) {
        return new RemoteSet(name, title, mirror, files);
    }

    private static List<RemoteFile> unchecked(String... paths) {
        return Arrays.stream(paths).map(path -> new RemoteFile(path, -1, null)).toList();
    }
}

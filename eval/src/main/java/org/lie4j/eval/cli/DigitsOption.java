package org.lie4j.eval.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.Mnist;
import picocli.CommandLine.Option;

/** The option that says which digits a command works on. */
final class DigitsOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with images and labels in four IDX files named like MNIST's (plain or .gz) to use in"
                    + " place of the digits that come with the program.")
    private Path data;

    Mnist read() throws IOException {
        return read(null);
    }

    /** The digits of the option, else those of a file's own key, if it has one. */
    Mnist read(String otherwise) throws IOException {
        if (data == null && otherwise != null) {
            return Mnist.read(Path.of(otherwise));
        }
        return data == null ? EmbeddedMnist.load() : Mnist.read(data);
    }
}

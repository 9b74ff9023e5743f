package org.lie4j.eval.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.lie4j.eval.data.AffnistTestSet;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.run.Protocol;
import org.lie4j.eval.study.Study;
import picocli.CommandLine.Option;

/** The options for what the literature does in more than one way. */
final class ProtocolOptions {
    @Option(
            names = "--training",
            paramLabel = "just-centered|randomly-placed",
            description =
                    "Where training shows the digits: in the middle, as affNIST's own protocol has it, or somewhere"
                            + " else in each epoch, as the capsule papers have it. Default: just-centered.")
    private String training;

    @Option(
            names = "--homnist",
            paramLabel = "corrected|as-published",
            description = "How homographies are drawn: with the density that homNIST aims at, or by its published walk."
                    + " Default: corrected.")
    private String homnist;

    @Option(
            names = "--affnist-files",
            paramLabel = "DIR",
            description =
                    "Folder with the official affNIST test files (transformed/test.mat, or test_batches): models are"
                            + " tested on them too.")
    private Path affnistFiles;

    Protocol protocol() {
        try {
            return Protocol.of(training, homnist);
        } catch (IllegalArgumentException e) {
            throw new UserError("--" + e.getMessage(), e);
        }
    }

    Optional<AffnistTestSet> affnist(ImageSet digits) throws IOException {
        return affnistFiles == null ? Optional.empty() : Optional.of(AffnistTestSet.open(affnistFiles, digits));
    }

    /** The study with what the options change. */
    Study change(Study study) {
        protocol();
        return study.with(training, homnist, affnistFiles == null ? null : affnistFiles.toString());
    }
}

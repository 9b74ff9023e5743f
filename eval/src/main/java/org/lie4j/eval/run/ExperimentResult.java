package org.lie4j.eval.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lie4j.eval.data.AffnistTestSet;

/**
 * All that an experiment found.
 *
 * @param models one result for each model, in the order asked for
 * @param gallery test digits to look at
 * @param provenance where the results come from
 * @param trainDigits training digits used
 * @param testDigits test digits used
 * @param testData what the test digits are
 * @param testCopies deformed copies of each test digit
 * @param protocol what the literature does in more than one way
 * @param affnist official affNIST test images that were tested on too, or nothing
 * @param out the folder of models and reports
 */
public record ExperimentResult(
        List<ModelResult> models,
        Gallery gallery,
        Provenance provenance,
        int trainDigits,
        int testDigits,
        String testData,
        int testCopies,
        Protocol protocol,
        Optional<AffnistTestSet> affnist,
        Path out) {
    /**
     * Copies the list.
     *
     * @param models see the record
     * @param gallery see the record
     * @param provenance see the record
     * @param trainDigits see the record
     * @param testDigits see the record
     * @param testData see the record
     * @param testCopies see the record
     * @param protocol see the record
     * @param affnist see the record
     * @param out see the record
     */
    public ExperimentResult {
        models = List.copyOf(models);
        Objects.requireNonNull(provenance, "provenance");
    }
}

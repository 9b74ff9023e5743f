package org.lie4j.eval.cli;

import java.util.Locale;
import org.lie4j.eval.run.ModelResult;

/** Lines that both kinds of progress say. */
final class Messages {
    private Messages() {}

    static String epoch(String model, int epoch, double loss, double accuracy, double heldOut, double seconds) {
        String held = Double.isNaN(heldOut) ? "" : String.format(Locale.ROOT, ", held-out %.2f%%", 100 * heldOut);
        return String.format(
                Locale.ROOT,
                "%s: epoch %d done in %.1f s, loss %.4f%s%s",
                model,
                epoch,
                seconds,
                loss,
                accuracy(accuracy, 2),
                held);
    }

    /** Nothing where there is none, as in regression. */
    static String accuracy(double share, int decimals) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, ", accuracy %." + decimals + "f%%", 100 * share);
    }

    static String result(ModelResult r) {
        return String.format(
                Locale.ROOT,
                "%s: upright %.2f%%, affNIST recipe %.2f%%, homNIST recipe %.2f%%",
                r.model(),
                100 * r.upright().accuracy(),
                100 * r.affnist().accuracy(),
                100 * r.homnist().accuracy());
    }
}

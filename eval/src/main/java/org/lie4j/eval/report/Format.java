package org.lie4j.eval.report;

import java.util.Locale;
import org.lie4j.eval.metrics.Interval;

/** Numbers as people read them, the same in every locale. */
final class Format {
    private Format() {}

    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    static String percentRange(Interval interval) {
        return String.format(Locale.ROOT, "%.1f–%.1f%%", 100 * interval.low(), 100 * interval.high());
    }

    /** A difference of shares in percentage points, always with its sign. */
    static String points(double difference) {
        String text = String.format(Locale.ROOT, "%+.2f", 100 * difference);
        return text.equals("-0.00") ? "+0.00" : text.replace('-', '−');
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A large count in millions. */
    static String millions(long number) {
        return String.format(Locale.ROOT, number < 10_000_000 ? "%.2f M" : "%,.0f M", number / 1e6);
    }

    /** Bytes as 10⁹ bytes. */
    static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    static String distance(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 100 ? "%.1f" : "%,.0f", seconds);
    }

    static String duration(double seconds) {
        if (seconds < 100) {
            return seconds(seconds) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** At most this many decimals, without trailing zeros. */
    static String number(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        if (text.contains(".")) {
            text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return text.equals("-0") ? "0" : text;
    }
}

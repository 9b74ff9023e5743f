package org.lie4j.eval.fetch;

/** Told how fetching goes. */
public interface FetchListener {
    /**
     * A file begins, or goes on from where it was cut off.
     *
     * @param file its name
     * @param bytes its whole length, or -1 if the other side does not tell
     */
    void onFile(String file, long bytes);

    /**
     * Some more of it is here.
     *
     * @param done bytes that are here, those of an earlier try among them
     */
    void onBytes(long done);
}

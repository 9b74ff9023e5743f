package org.lie4j.apen.networks;

/** What several values become. */
public enum Pooling {
    /** The largest, the first of equal ones. */
    MAX,
    /** The mean. */
    MEAN,
    /** The sum. */
    SUM
}

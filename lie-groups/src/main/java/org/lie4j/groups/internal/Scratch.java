package org.lie4j.groups.internal;

/**
 * A few doubles of work space for each thread, so that batch operations allocate nothing. For the innermost routines only: what holds it must not
 * call anything that takes it too.
 */
final class Scratch {
    private static final ThreadLocal<double[]> DOUBLES = ThreadLocal.withInitial(() -> new double[32]);

    private Scratch() {}

    static double[] get() {
        return DOUBLES.get();
    }
}

package org.lie4j.kernels.internal;

import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Work at many things of one kind on all threads, with scratch space for a few of them at a time. */
final class Portions {
    private static final int PER_THREAD = 4;

    private Portions() {}

    /** What is done with one of the things. */
    @FunctionalInterface
    interface Work<T> {
        /**
         * Works at one.
         *
         * @param scratch not used by anyone else at the time
         * @param number its number
         */
        void at(T scratch, int number);
    }

    /**
     * Works at all of them.
     *
     * @param count how many there are
     * @param scratch makes scratch space
     * @param work what is done with each
     */
    static <T> void each(int count, Supplier<T> scratch, Work<T> work) {
        each(count, scratch, used -> {}, work);
    }

    /** The same with scratch space that is given back. */
    static <T> void each(int count, Supplier<T> scratch, Consumer<T> back, Work<T> work) {
        int portions = Math.min(count, PER_THREAD * (ForkJoinPool.getCommonPoolParallelism() + 1));
        IntStream.range(0, portions).parallel().forEach(p -> {
            T mine = scratch.get();
            for (int i = p; i < count; i += portions) {
                work.at(mine, i);
            }
            back.accept(mine);
        });
    }
}

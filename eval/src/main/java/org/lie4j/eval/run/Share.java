package org.lie4j.eval.run;

/**
 * The part of each epoch that one of several trainers of a model learns from: the batches number {@code index}, {@code index + count}, … of those that
 * one alone would learn from.
 *
 * @param index which trainer, from 0
 * @param count how many there are
 */
public record Share(int index, int count) {
    /** Everything. */
    public static final Share WHOLE = new Share(0, 1);

    /**
     * Checks the values.
     *
     * @param index see the record
     * @param count see the record
     * @throws IllegalArgumentException if {@code index} is not below {@code count} or negative
     */
    public Share {
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("expected a share from 0 to below " + count + ", got " + index);
        }
    }

    /**
     * The images of this share.
     *
     * @param order an epoch's images, in order
     * @param batch images of a batch
     * @return those of this share, whole batches alone, the same number for each share
     */
    public int[] of(int[] order, int batch) {
        int batches = order.length / batch / count;
        int[] own = new int[batches * batch];
        for (int b = 0; b < batches; b++) {
            System.arraycopy(order, (b * count + index) * batch, own, b * batch, batch);
        }
        return own;
    }
}

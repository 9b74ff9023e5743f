package org.lie4j.eval.run;

import java.util.Objects;

/** The kernels of a layer that lifts images to a group: one for each channel and group element. Immutable. */
public final class GroupKernels {
    private static final int LINEAR = 4;

    private final double[] elements;
    private final int size;
    private final float[] values;

    private GroupKernels(double[] elements, int size, float[] values) {
        this.elements = elements;
        this.size = size;
        this.values = values;
    }

    /**
     * Of arrays.
     *
     * @param elements the group elements {@code [elements, 2, 2]}, row-major, y downwards; at least one; copied
     * @param size rows and columns of a kernel, at least 1
     * @param values {@code [channels, elements, size, size]}; copied
     * @return the kernels
     * @throws IllegalArgumentException if the lengths do not fit
     */
    public static GroupKernels of(double[] elements, int size, float[] values) {
        int number = elements.length / LINEAR;
        if (number < 1
                || elements.length % LINEAR != 0
                || size < 1
                || values.length == 0
                || values.length % (number * size * size) != 0) {
            throw new IllegalArgumentException("expected kernels of " + size + "×" + size + " at " + number
                    + " group elements, got " + elements.length + " and " + values.length + " numbers");
        }
        return new GroupKernels(elements.clone(), size, values.clone());
    }

    /**
     * The number of channels.
     *
     * @return 1 or more
     */
    public int channels() {
        return values.length / (elements() * size * size);
    }

    /**
     * The number of group elements.
     *
     * @return 1 or more
     */
    public int elements() {
        return elements.length / LINEAR;
    }

    /**
     * Rows and columns of a kernel.
     *
     * @return 1 or more
     */
    public int size() {
        return size;
    }

    /**
     * An entry of a group element.
     *
     * @param element index from 0
     * @param entry 0 to 3, row-major
     * @return the entry
     */
    public double element(int element, int entry) {
        return elements[Objects.checkIndex(element, elements()) * LINEAR + Objects.checkIndex(entry, LINEAR)];
    }

    /**
     * A kernel's value at a pixel.
     *
     * @param channel index from 0
     * @param element index from 0
     * @param row from 0
     * @param column from 0
     * @return the value
     */
    public float value(int channel, int element, int row, int column) {
        int kernel = Objects.checkIndex(channel, channels()) * elements() + Objects.checkIndex(element, elements());
        return values[(kernel * size + Objects.checkIndex(row, size)) * size + Objects.checkIndex(column, size)];
    }
}

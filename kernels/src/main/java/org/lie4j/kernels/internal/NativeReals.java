package org.lie4j.kernels.internal;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Element access to a contiguous c-order array where it lies, in native memory: loops in Java over it are compiled to
 * vector code, while one call into ND4J per element would cost microseconds.
 */
public abstract class NativeReals {

    /** A view of the array's elements; changes write through. */
    public static NativeReals of(INDArray array) {
        if (array.ordering() != 'c') {
            throw new IllegalArgumentException("expected a c-order array, got order " + array.ordering());
        }
        if (array.dataType() == DataType.FLOAT) {
            return new Floats(array.data().asNioFloat().slice());
        }
        if (array.dataType() == DataType.DOUBLE) {
            return new Doubles(array.data().asNioDouble().slice());
        }
        throw new IllegalArgumentException("expected type FLOAT or DOUBLE, got " + array.dataType());
    }

    /** Whether the elements are float. */
    public abstract boolean isSingle();

    /** One element. */
    public abstract double get(int i);

    /** Sets one element. */
    public abstract void set(int i, double value);

    /** Copies elements into a part of an array, rounded to float. */
    public void get(int offset, float[] to, int at, int length) {
        for (int i = 0; i < length; i++) {
            to[at + i] = (float) get(offset + i);
        }
    }

    /** Copies the whole array to an offset of this. */
    public final void set(int offset, float[] from) {
        set(offset, from, 0, from.length);
    }

    /** Copies a part of an array to an offset of this. */
    public void set(int offset, float[] from, int at, int length) {
        for (int i = 0; i < length; i++) {
            set(offset + i, from[at + i]);
        }
    }

    /** Copies elements to another array of the same type. */
    public abstract void copy(int offset, NativeReals to, int at, int length);

    /** Copies elements from an offset of this into the whole array. */
    public final void get(int offset, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = get(offset + i);
        }
    }

    /** Copies the whole array to an offset of this. */
    public final void set(int offset, double[] from) {
        for (int i = 0; i < from.length; i++) {
            set(offset + i, from[i]);
        }
    }

    private static final class Floats extends NativeReals {
        private final FloatBuffer buffer;

        Floats(FloatBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public boolean isSingle() {
            return true;
        }

        @Override
        public void get(int offset, float[] to, int at, int length) {
            buffer.get(offset, to, at, length);
        }

        @Override
        public void set(int offset, float[] from, int at, int length) {
            buffer.put(offset, from, at, length);
        }

        @Override
        public void copy(int offset, NativeReals to, int at, int length) {
            ((Floats) to).buffer.put(at, buffer, offset, length);
        }

        @Override
        public double get(int i) {
            return buffer.get(i);
        }

        @Override
        public void set(int i, double value) {
            buffer.put(i, (float) value);
        }
    }

    private static final class Doubles extends NativeReals {
        private final DoubleBuffer buffer;

        Doubles(DoubleBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public void copy(int offset, NativeReals to, int at, int length) {
            ((Doubles) to).buffer.put(at, buffer, offset, length);
        }

        @Override
        public boolean isSingle() {
            return false;
        }

        @Override
        public double get(int i) {
            return buffer.get(i);
        }

        @Override
        public void set(int i, double value) {
            buffer.put(i, value);
        }
    }
}

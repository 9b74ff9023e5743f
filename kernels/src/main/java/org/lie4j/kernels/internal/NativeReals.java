package org.lie4j.kernels.internal;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Element access to a contiguous c-order array where it lies, in native memory: loops in Java over it are compiled to
 * vector code, while one call into ND4J per element would cost microseconds.
 *
 * <p>While this is in use, the memory is not freed, even if nothing else refers to the array: Java's buffers of native memory do not hold it. Bulk copies say so to the
 * compiler; single elements are read and written in loops, whose variable holds this.
 */
public abstract class NativeReals {
    /** Not read: what owns the memory is freed when nothing refers to it. */
    @SuppressWarnings("unused")
    private final DataBuffer owner;

    private NativeReals(DataBuffer owner) {
        this.owner = owner;
    }

    /** A view of the array's elements; changes write through. */
    public static NativeReals of(INDArray array) {
        if (array.ordering() != 'c') {
            throw new IllegalArgumentException("expected a c-order array, got order " + array.ordering());
        }
        if (array.dataType() == DataType.FLOAT) {
            return new Floats(array.data());
        }
        if (array.dataType() == DataType.DOUBLE) {
            return new Doubles(array.data());
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

        Floats(DataBuffer data) {
            super(data);
            this.buffer = data.asNioFloat().slice();
        }

        @Override
        public boolean isSingle() {
            return true;
        }

        @Override
        public void get(int offset, float[] to, int at, int length) {
            try {
                buffer.get(offset, to, at, length);
            } finally {
                Reference.reachabilityFence(this);
            }
        }

        @Override
        public void set(int offset, float[] from, int at, int length) {
            try {
                buffer.put(offset, from, at, length);
            } finally {
                Reference.reachabilityFence(this);
            }
        }

        @Override
        public void copy(int offset, NativeReals to, int at, int length) {
            try {
                ((Floats) to).buffer.put(at, buffer, offset, length);
            } finally {
                Reference.reachabilityFence(this);
                Reference.reachabilityFence(to);
            }
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

        Doubles(DataBuffer data) {
            super(data);
            this.buffer = data.asNioDouble().slice();
        }

        @Override
        public void copy(int offset, NativeReals to, int at, int length) {
            try {
                ((Doubles) to).buffer.put(at, buffer, offset, length);
            } finally {
                Reference.reachabilityFence(this);
                Reference.reachabilityFence(to);
            }
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

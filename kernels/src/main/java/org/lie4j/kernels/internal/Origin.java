package org.lie4j.kernels.internal;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.lie4j.kernels.Sampling;

/**
 * Where maps come from, as far as the layers of this module tell each other while a network is configured; DL4J's own layers and vertices do not hand it on.
 *
 * @param sampling the group elements inside the channel, or null if unknown
 * @param learned whether something with parameters is known to lie below
 * @param layered whether any layer is known to lie below
 */
public record Origin(Sampling sampling, boolean learned, boolean layered) {
    /** Nothing is known. */
    public static final Origin UNKNOWN = new Origin(null, false, false);

    /**
     * What an input type tells.
     *
     * @param inputType any
     * @return the origin, or {@link #UNKNOWN}
     */
    static Origin of(InputType inputType) {
        return inputType instanceof Told told ? told.origin() : UNKNOWN;
    }

    /** An input type that tells. */
    private interface Told {
        /**
         * What it tells.
         *
         * @return the origin
         */
        Origin origin();
    }

    /** What a layer that gives such maps tells the next one. */
    InputType images(long height, long width, long channels) {
        return new Images(height, width, channels, new Origin(sampling, learned, true));
    }

    /** What a layer that gives such maps tells the next one. */
    InputType volumes(long depth, long height, long width, long channels) {
        return new Volumes(depth, height, width, channels, new Origin(sampling, learned, true));
    }

    /** Equal to any input type of the same sizes: what it tells is no part of what it is. */
    private static final class Images extends InputType.InputTypeConvolutional implements Told {
        private static final long serialVersionUID = 1;
        private final transient Origin origin;

        Images(long height, long width, long channels, Origin origin) {
            super(height, width, channels);
            this.origin = origin;
        }

        @Override
        public Origin origin() {
            return origin == null ? UNKNOWN : origin;
        }
    }

    private static final class Volumes extends InputType.InputTypeConvolutional3D implements Told {
        private static final long serialVersionUID = 1;
        private final transient Origin origin;

        Volumes(long depth, long height, long width, long channels, Origin origin) {
            super(Convolution3D.DataFormat.NCDHW, depth, height, width, channels);
            this.origin = origin;
        }

        @Override
        public Origin origin() {
            return origin == null ? UNKNOWN : origin;
        }
    }
}

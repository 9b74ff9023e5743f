package org.lie4j.kernels;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lie4j.kernels.internal.Frames;
import org.lie4j.kernels.internal.Multilinear;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images or volumes in their {@link MomentFrame}, together with the frames: what a network finds there returns to the coordinates of the images, so that its points and masks
 * are equivariant where its classes are invariant.
 *
 * <p>Points are (x, y) = (column, row), or (x, y, z) = (column, row, slice), pixel centres at integers.
 */
public final class CanonicalImages {
    private final MomentFrame<?> frame;
    private final INDArray images;
    private final double[] frames;
    private final int[] extents;

    private CanonicalImages(MomentFrame<?> frame, INDArray images, double[] frames, int[] extents) {
        this.frame = frame;
        this.images = images;
        this.frames = frames;
        this.extents = extents;
    }

    /**
     * Brings images to their frames.
     *
     * @param frame the kind of frame
     * @param images {@code [batch, channels, height, width]}, or {@code [batch, channels, depth, height, width]} for a {@link VolumeFrame}; not modified; the frame is
     *     that of the sum over the channels
     * @return the canonical images
     * @throws IllegalArgumentException if the rank does not fit, or an image has no frame
     */
    public static CanonicalImages of(MomentFrame<?> frame, INDArray images) {
        if (images.rank() != frame.dimension() + 2) {
            throw new IllegalArgumentException("images: expected [batch, channels, "
                    + (frame.dimension() == 2 ? "height, width" : "depth, height, width") + "], got "
                    + Arrays.toString(images.shape()));
        }
        int batch = (int) images.size(0);
        int channels = (int) images.size(1);
        int[] extents =
                Arrays.stream(images.shape()).skip(2).mapToInt(Math::toIntExact).toArray();
        int length = pixels(extents);
        double[] values = values(images);
        double[] frames = new double[batch * frame.frameLength()];
        double[] out = new double[batch * channels * frame.pixels()];
        IntStream.range(0, batch).parallel().forEach(n -> {
            double[] sum = new double[length];
            for (int i = 0; i < channels * length; i++) {
                sum[i % length] += values[n * channels * length + i];
            }
            int f = n * frame.frameLength();
            try {
                frame.find(sum, 0, extents, frames, f);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("image " + n + ": " + e.getMessage(), e);
            }
            for (int c = n * channels; c < (n + 1) * channels; c++) {
                frame.warp(values, c * length, extents, frames, f, out, c * frame.pixels());
            }
        });
        long[] shape = images.shape().clone();
        Arrays.fill(shape, 2, shape.length, frame.size());
        return new CanonicalImages(frame, array(out, images.dataType(), shape), frames, extents);
    }

    private static int pixels(int[] extents) {
        return Arrays.stream(extents).reduce(1, Math::multiplyExact);
    }

    private static double[] values(INDArray array) {
        return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    }

    private static INDArray array(double[] values, DataType type, long... shape) {
        return Nd4j.createFromArray(values).reshape('c', shape).castTo(type);
    }

    /**
     * The canonical images.
     *
     * @return {@code [batch, channels, size, size]} or {@code [batch, channels, size, size, size]}
     */
    public INDArray images() {
        return images;
    }

    /**
     * The frames: x = A u + m for each image, as {@link MomentFrame} packs them.
     *
     * @return new array {@code [batch, 6]} or {@code [batch, 12]}
     */
    public double[] frames() {
        return frames.clone();
    }

    /** From one system of coordinates to the other, for the frame at an offset. */
    @FunctionalInterface
    private interface PointMap {
        double[] apply(int at, double[] point);
    }

    /**
     * Carries points of the canonical images back to the images.
     *
     * @param points {@code [batch, count, n]} points in the canonical images, not modified
     * @return new array of the same shape, points in the images
     * @throws IllegalArgumentException if the shape is another
     */
    public INDArray pointsToImages(INDArray points) {
        return carried(points, (at, point) -> frame.toImage(frames, at, point));
    }

    /**
     * Carries points of the images to the canonical images: targets for a network that sees canonical images. Undone by {@link #pointsToImages}.
     *
     * @param points {@code [batch, count, n]} points in the images, not modified
     * @return new array of the same shape, points in the canonical images
     * @throws IllegalArgumentException if the shape is another
     * @throws ArithmeticException if a frame is singular, as that of a flat object without ridge and least ratio
     */
    public INDArray pointsToCanonical(INDArray points) {
        return carried(points, (at, point) -> frame.toCanonical(frames, at, point));
    }

    private INDArray carried(INDArray points, PointMap map) {
        int n = frame.dimension();
        requireBatch("points", "[batch, count, " + n + "]", points, points.rank() == 3 && points.size(2) == n);
        int count = (int) points.size(1);
        double[] values = values(points);
        double[] point = new double[n];
        for (int i = 0; i < values.length / n; i++) {
            System.arraycopy(values, i * n, point, 0, n);
            System.arraycopy(map.apply(i / count * frame.frameLength(), point), 0, values, i * n, n);
        }
        return array(values, points.dataType(), points.shape());
    }

    /**
     * Carries masks over the canonical images back to the images, with multilinear interpolation; zero outside.
     *
     * @param masks {@code [batch, channels, size, size]} or {@code [batch, channels, size, size, size]}, not modified
     * @return new array of the images' height and width, or depth, height and width
     * @throws IllegalArgumentException if the shape is another
     * @throws ArithmeticException if a frame is singular, as that of a flat object without ridge and least ratio
     */
    public INDArray masksToImages(INDArray masks) {
        int n = frame.dimension();
        long[] sides = new long[n];
        Arrays.fill(sides, frame.size());
        boolean fits =
                masks.rank() == n + 2 && Arrays.equals(sides, Arrays.copyOfRange(masks.shape(), 2, masks.rank()));
        String shape = "[batch, channels" + (", " + frame.size()).repeat(n) + "]";
        requireBatch("masks", shape, masks, fits);
        int channels = (int) masks.size(1);
        int length = pixels(extents);
        double[] values = values(masks);
        double[] out = new double[(int) masks.size(0) * channels * length];
        // Before the threads start: an exception in one of them would lose its message.
        double[][] inverses = new double[(int) masks.size(0)][];
        for (int example = 0; example < inverses.length; example++) {
            inverses[example] = Frames.inverse(n, frames, example * frame.frameLength());
        }
        IntStream.range(0, out.length / length).parallel().forEach(map -> {
            int owner = map / channels;
            maskToImage(values, map * frame.pixels(), inverses[owner], owner, out, map * length);
        });
        long[] outShape = masks.shape().clone();
        Arrays.setAll(outShape, d -> d < 2 ? masks.size(d) : extents[d - 2]);
        return array(out, masks.dataType(), outShape);
    }

    private void maskToImage(double[] masks, int from, double[] inverse, int example, double[] out, int offset) {
        int n = frame.dimension();
        int[] sides = new int[n];
        Arrays.fill(sides, frame.size());
        Multilinear sampler = new Multilinear(sides);
        int f = example * frame.frameLength();
        double[] point = new double[n];
        double[] canonical = new double[n];
        for (int p = 0; p < pixels(extents); p++) {
            for (int axis = 0, rest = p; axis < n; axis++) {
                int extent = extents[n - 1 - axis];
                point[axis] = rest % extent - frames[f + axis * (n + 1) + n];
                rest /= extent;
            }
            for (int i = 0; i < n; i++) {
                canonical[i] = 0.5 * (frame.size() - 1);
                for (int j = 0; j < n; j++) {
                    canonical[i] += frame.spread() * inverse[i * n + j] * point[j];
                }
            }
            sampler.moveTo(canonical);
            out[offset + p] = sampler.gather(masks, from);
        }
    }

    private void requireBatch(String name, String shape, INDArray array, boolean fits) {
        if (!fits || array.size(0) != images.size(0)) {
            throw new IllegalArgumentException(name + ": expected " + shape + " with batch " + images.size(0) + ", got "
                    + Arrays.toString(array.shape()));
        }
    }

    /**
     * Brings the features of data sets to their frames, once, before training: faster than a {@link MomentFrameLayer} where the same images are seen many times and are
     * not to be turned.
     *
     * @param frame the kind of frame
     * @return a preprocessor for data set iterators
     */
    public static DataSetPreProcessor preProcessor(MomentFrame<?> frame) {
        return (DataSet data) -> data.setFeatures(of(frame, data.getFeatures()).images());
    }
}

package org.lie4j.kernels;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lie4j.kernels.internal.Multilinear;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images in their {@link AffineFrame}, together with the frames: what a network finds there returns to the coordinates of the images, so that its points and masks are
 * equivariant where its classes are invariant.
 *
 * <p>Points are (x, y) = (column, row), pixel centres at integers.
 */
public final class CanonicalImages {
    private final AffineFrame frame;
    private final INDArray images;
    private final double[] frames;
    private final int height;
    private final int width;

    private CanonicalImages(AffineFrame frame, INDArray images, double[] frames, int height, int width) {
        this.frame = frame;
        this.images = images;
        this.frames = frames;
        this.height = height;
        this.width = width;
    }

    /**
     * Brings images to their frames.
     *
     * @param frame the kind of frame
     * @param images {@code [batch, channels, height, width]}, not modified; the frame is that of the sum over the channels
     * @return the canonical images
     * @throws IllegalArgumentException if the rank is not 4, or an image has no frame
     */
    public static CanonicalImages of(AffineFrame frame, INDArray images) {
        if (images.rank() != 4) {
            throw new IllegalArgumentException(
                    "images: expected [batch, channels, height, width], got " + Arrays.toString(images.shape()));
        }
        int batch = (int) images.size(0);
        int channels = (int) images.size(1);
        int height = (int) images.size(2);
        int width = (int) images.size(3);
        int plane = height * width;
        int size = frame.size();
        double[] values = values(images);
        double[] frames = new double[batch * AffineFrame.FRAME_LENGTH];
        double[] out = new double[batch * channels * size * size];
        IntStream.range(0, batch).parallel().forEach(n -> {
            double[] sum = new double[plane];
            for (int i = 0; i < channels * plane; i++) {
                sum[i % plane] += values[n * channels * plane + i];
            }
            int f = n * AffineFrame.FRAME_LENGTH;
            try {
                frame.find(sum, 0, height, width, frames, f);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("image " + n + ": " + e.getMessage(), e);
            }
            for (int c = n * channels; c < (n + 1) * channels; c++) {
                frame.warp(values, c * plane, height, width, frames, f, out, c * size * size);
            }
        });
        INDArray canonical = array(out, images.dataType(), batch, channels, size, size);
        return new CanonicalImages(frame, canonical, frames, height, width);
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
     * @return {@code [batch, channels, size, size]}
     */
    public INDArray images() {
        return images;
    }

    /**
     * The frames: x = A u + m for each image, as in {@link AffineFrame#FRAME_LENGTH}.
     *
     * @return new array {@code [batch, 6]}
     */
    public double[] frames() {
        return frames.clone();
    }

    /**
     * Carries points of the canonical images back to the images.
     *
     * @param points {@code [batch, count, 2]} columns and rows in the canonical images, not modified
     * @return new array of the same shape, columns and rows in the images
     * @throws IllegalArgumentException if the shape is another
     */
    public INDArray pointsToImages(INDArray points) {
        requireBatch("points", "[batch, count, 2]", points, points.rank() == 3 && points.size(2) == 2);
        int count = (int) points.size(1);
        double[] values = values(points);
        for (int i = 0; i < values.length / 2; i++) {
            double[] point =
                    frame.toImage(frames, i / count * AffineFrame.FRAME_LENGTH, values[2 * i], values[2 * i + 1]);
            values[2 * i] = point[0];
            values[2 * i + 1] = point[1];
        }
        return array(values, points.dataType(), points.shape());
    }

    /**
     * Carries masks over the canonical images back to the images, with bilinear interpolation; zero outside.
     *
     * @param masks {@code [batch, channels, size, size]}, not modified
     * @return new array {@code [batch, channels, height, width]}
     * @throws IllegalArgumentException if the shape is another
     */
    public INDArray masksToImages(INDArray masks) {
        int size = frame.size();
        boolean fits = masks.rank() == 4 && masks.size(2) == size && masks.size(3) == size;
        requireBatch("masks", "[batch, channels, " + size + ", " + size + "]", masks, fits);
        int batch = (int) masks.size(0);
        int channels = (int) masks.size(1);
        double[] values = values(masks);
        double[] out = new double[batch * channels * height * width];
        double centre = 0.5 * (size - 1);
        IntStream.range(0, batch * channels).parallel().forEach(map -> {
            Multilinear sampler = new Multilinear(size, size);
            int f = map / channels * AffineFrame.FRAME_LENGTH;
            double det = frames[f] * frames[f + 4] - frames[f + 1] * frames[f + 3];
            for (int row = 0, p = map * height * width; row < height; row++) {
                for (int column = 0; column < width; column++, p++) {
                    double dx = column - frames[f + 2];
                    double dy = row - frames[f + 5];
                    double u = (frames[f + 4] * dx - frames[f + 1] * dy) / det;
                    double v = (frames[f] * dy - frames[f + 3] * dx) / det;
                    sampler.moveTo(new double[] {centre + frame.spread() * u, centre + frame.spread() * v});
                    out[p] = sampler.gather(values, map * size * size);
                }
            }
        });
        return array(out, masks.dataType(), batch, channels, height, width);
    }

    private void requireBatch(String name, String shape, INDArray array, boolean fits) {
        if (!fits || array.size(0) != images.size(0)) {
            throw new IllegalArgumentException(name + ": expected " + shape + " with batch " + images.size(0) + ", got "
                    + Arrays.toString(array.shape()));
        }
    }

    /**
     * Brings the features of data sets to their frames, once, before training: faster than an {@link AffineFrameLayer} where the same images are seen many times and are
     * not to be turned.
     *
     * @param frame the kind of frame
     * @return a preprocessor for data set iterators
     */
    public static DataSetPreProcessor preProcessor(AffineFrame frame) {
        return (DataSet data) -> data.setFeatures(of(frame, data.getFeatures()).images());
    }
}

package org.lie4j.eval.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Recipe;

/**
 * The batches of one epoch, each made while the network learns from the one before it. Every image depends on its digit
 * and the epoch alone, so that the number of threads changes nothing.
 */
final class EpochBatches implements AutoCloseable {
    private static final int PIXELS = Recipe.SIDE * Recipe.SIDE;

    private final ImageSet train;
    private final Maker maker;
    private final int[] order;
    private final int size;
    private final int threads;
    private final ExecutorService workers;
    private int given;
    private Pending ahead;

    /** Makes one image as numbers in [0, 1]. */
    @FunctionalInterface
    interface Maker {
        void put(int image, float[] out, int outOffset);

        /** The images as they are. */
        static Maker of(ImageSet images) {
            return (image, out, at) -> images.copyTo(image, 1, out, at);
        }

        /** The images that a recipe makes of them, one of each. */
        static Maker of(ImageSet digits, Recipe recipe) {
            return (image, out, at) -> {
                byte[] bytes = new byte[PIXELS];
                recipe.render(digits, image, 0, bytes, 0);
                for (int p = 0; p < PIXELS; p++) {
                    out[at + p] = (bytes[p] & 0xff) / 255f;
                }
            };
        }
    }

    /** A batch that is being made. */
    private record Pending(Batch batch, List<Future<?>> parts) {}

    /** Images and their classes. */
    static final class Batch {
        private final float[] pixels;
        private final int[] labels;

        private Batch(int size) {
            pixels = new float[size * PIXELS];
            labels = new int[size];
        }

        /** {@code [size, 40, 40]}, not a copy. */
        float[] pixels() {
            return pixels;
        }

        int label(int i) {
            return labels[i];
        }
    }

    /**
     * Begins with the first batch at once.
     *
     * @param train knows the classes
     * @param maker makes the images; called by several threads
     * @param order the images of the epoch; those at the end that do not fill a batch are left out
     * @param size images in a batch
     * @param threads how many make them
     */
    EpochBatches(ImageSet train, Maker maker, int[] order, int size, int threads) {
        this.train = train;
        this.maker = maker;
        this.order = order;
        this.size = size;
        this.threads = threads;
        this.workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "batches");
            thread.setDaemon(true);
            return thread;
        });
        this.ahead = begin(0);
    }

    int count() {
        return order.length / size;
    }

    /** The next batch; there must be one. */
    Batch next() {
        Pending present = ahead;
        ahead = ++given < count() ? begin(given) : null;
        for (Future<?> part : present.parts) {
            try {
                part.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("an image could not be made: " + e.getCause(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (CancellationException) new CancellationException("interrupted").initCause(e);
            }
        }
        return present.batch;
    }

    private Pending begin(int number) {
        Batch batch = new Batch(size);
        List<Future<?>> parts = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = size * t / threads;
            int to = size * (t + 1) / threads;
            parts.add(workers.submit(() -> {
                for (int i = from; i < to; i++) {
                    int image = order[number * size + i];
                    batch.labels[i] = train.label(image);
                    maker.put(image, batch.pixels, i * PIXELS);
                }
            }));
        }
        return new Pending(batch, parts);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}

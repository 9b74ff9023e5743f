package org.lie4j.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.lie4j.apen.frames.FrameBatch;
import org.lie4j.apen.frames.FrameGroup;
import org.lie4j.apen.frames.PcaFrames;
import org.lie4j.apen.partitions.FarthestPointVoronoi;
import org.lie4j.apen.partitions.GraphVoronoi;
import org.lie4j.apen.partitions.Partitioner;
import org.lie4j.apen.partitions.WardClustering;

/** Times of PCA frames of many clouds, for {@code points/run.sh} to set beside numpy and PyTorch, and of frames and partitions of large clouds. */
public final class PointFrames {
    private static final int CLOUDS = 10_000;
    private static final int POINTS = 1_024;
    private static final int ROUNDS = 7;
    private static final int CELLS = 64;
    private static final int NEIGHBOURS = 8;

    private PointFrames() {}

    /**
     * Prints one line a measurement: its name and the median time in milliseconds.
     *
     * @param args {@code sizes} for the cost against the number of points, else none
     * @throws InterruptedException if interrupted
     * @throws ExecutionException if a thread fails
     */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        if (args.length > 0 && args[0].equals("sizes")) {
            sizes();
            return;
        }
        for (int threads = 1; threads <= 2; threads++) {
            frames(threads);
        }
    }

    private static void frames(int threads) throws InterruptedException, ExecutionException {
        PcaFrames frames = PcaFrames.of(FrameGroup.SE, 3);
        List<double[]> shares = IntStream.range(0, threads)
                .mapToObj(t -> clouds(CLOUDS / threads, POINTS, t))
                .toList();
        List<FrameBatch> batches =
                IntStream.range(0, threads).mapToObj(t -> new FrameBatch()).toList();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        double[] times = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            List<Future<?>> running = new java.util.ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int share = t;
                running.add(pool.submit(
                        () -> frames.find(shares.get(share), CLOUDS / threads, POINTS, null, batches.get(share))));
            }
            for (Future<?> future : running) {
                future.get();
            }
            if (round >= 0) {
                times[round] = (System.nanoTime() - begin) / 1e6;
            }
        }
        pool.shutdown();
        Arrays.sort(times);
        if (batches.get(0).elements() != 4 * CLOUDS / threads) {
            throw new IllegalStateException(
                    "expected 4 elements of each frame, got " + batches.get(0).elements());
        }
        System.out.println("frames-" + threads + " " + times[ROUNDS / 2]);
    }

    /** Gaussian clouds of spreads 1, 2 and 3 along turned axes. */
    private static double[] clouds(int count, int points, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[3 * count * points];
        for (int i = 0; i < x.length; i += 3) {
            double a = random.nextGaussian();
            double b = 2 * random.nextGaussian();
            double c = 3 * random.nextGaussian();
            x[i] = 0.6 * a - 0.8 * b;
            x[i + 1] = 0.8 * a + 0.6 * b;
            x[i + 2] = c;
        }
        return x;
    }

    private static void sizes() {
        PcaFrames frames = PcaFrames.of(FrameGroup.SE, 3);
        Partitioner voronoi = new FarthestPointVoronoi(CELLS);
        Partitioner graph = GraphVoronoi.nearest(CELLS, NEIGHBOURS);
        Partitioner ward = WardClustering.ofCells(CELLS, NEIGHBOURS);
        System.out.println("| points | frames | Voronoi, " + CELLS + " cells | along the graph | Ward |");
        System.out.println("| ---: | ---: | ---: | ---: | ---: |");
        for (int n = 1_024; n <= 16_384; n *= 2) {
            double[] x = clouds(1, n, n);
            FrameBatch batch = new FrameBatch();
            int size = n;
            System.out.printf(
                    java.util.Locale.ROOT,
                    "| %,d | %.3f | %.2f | %.1f | %.1f |%n",
                    n,
                    median(201, () -> frames.find(x, 1, size, null, batch)),
                    median(21, () -> voronoi.partition(x, 3)),
                    median(7, () -> graph.partition(x, 3)),
                    median(7, () -> ward.partition(x, 3)));
        }
    }

    private static double median(int rounds, Runnable task) {
        double[] times = new double[rounds];
        for (int round = -rounds; round < rounds; round++) {
            long begin = System.nanoTime();
            task.run();
            if (round >= 0) {
                times[round] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(times);
        return times[rounds / 2];
    }
}

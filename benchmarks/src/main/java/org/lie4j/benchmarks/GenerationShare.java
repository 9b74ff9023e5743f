package org.lie4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.JustCentered;
import org.lie4j.eval.data.Recipe;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.TrainingListener;
import org.lie4j.eval.run.TrainingOptions;
import org.lie4j.eval.train.Dl4jTrainer;

/**
 * What making affNIST-recipe images costs beside training on them: the time of a batch of images on one thread, of a training step, and of whole epochs with images that are
 * made ahead of the steps against epochs without. Processor time hardly changes with what else the machine does; time on the clock does.
 */
public final class GenerationShare {
    private static final int BATCH = 64;
    private static final int STEPS = 60;
    private static final int ROUNDS = 5;
    private static final double MILLIS = 1e6;

    private GenerationShare() {}

    /** Milliseconds on the clock and of all processors. */
    private record Time(double clock, double processor) {}

    /**
     * Prints the times and their quotients.
     *
     * @param args none
     * @throws IOException if checkpoints cannot be written
     */
    public static void main(String[] args) throws IOException {
        ImageSet digits = EmbeddedMnist.load().train().slice(0, STEPS * BATCH);
        ImageSet upright = TransformedSet.of(digits, JustCentered.INSTANCE, 1).images();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Path folder = Files.createTempDirectory("generation-share");
        Time[] images = new Time[ROUNDS];
        Time[] plain = new Time[ROUNDS];
        Time[] augmented = new Time[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            // The first round warms up.
            int at = Math.max(0, round);
            int seed = round + 2;
            LongSupplier ofThread = ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
            images[at] = time(ofThread, () -> make(upright, new AffnistRecipe(seed)));
            plain[at] = epoch(system, "cnn", upright, folder);
            augmented[at] = epoch(system, "cnn-augmented", upright, folder);
        }
        print("64 affNIST-recipe images, one thread", images);
        print("a step of cnn on 64 upright images", plain);
        print("a step of cnn on 64 images made ahead", augmented);
        System.out.printf(
                "images / step: %.2f%% of the clock, %.2f%% of processor time; load %.1f on %d processors%n",
                100 * median(images, true) / median(plain, true),
                100 * median(images, false) / median(plain, false),
                system.getSystemLoadAverage(),
                system.getAvailableProcessors());
        System.out.printf(
                "step with images made ahead / step without: %.3f of the clock, %.3f of processor time (medians of the rounds' quotients)%n",
                quotient(augmented, plain, true), quotient(augmented, plain, false));
    }

    private static void make(ImageSet digits, Recipe recipe) {
        byte[] out = new byte[Recipe.SIDE * Recipe.SIDE];
        for (int i = 0; i < digits.count(); i++) {
            recipe.render(digits, i, 0, out, 0);
        }
    }

    private static Time epoch(OperatingSystemMXBean system, String model, ImageSet images, Path folder)
            throws IOException {
        double[] millis = new double[2];
        long[] begin = new long[2];
        // From the first step to the last: making the network and writing the checkpoint are no part of it.
        TrainingListener watch = new TrainingListener() {
            @Override
            public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {
                if (batch == 1) {
                    begin[0] = System.nanoTime();
                    begin[1] = system.getProcessCpuTime();
                }
                if (batch == batches) {
                    millis[0] = (System.nanoTime() - begin[0]) / MILLIS / (batches - 1);
                    millis[1] = (system.getProcessCpuTime() - begin[1]) / MILLIS / (batches - 1);
                }
            }

            @Override
            public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {}
        };
        Checkpoints never = new Checkpoints(1e9, () -> false);
        new Dl4jTrainer().train(ModelSpec.named(model), images, new TrainingOptions(1, 1, folder, false, never), watch);
        return new Time(millis[0], millis[1]);
    }

    /** Of one batch. */
    private static Time time(LongSupplier processor, Runnable work) {
        long begin = System.nanoTime();
        long beginProcessor = processor.getAsLong();
        work.run();
        double batches = MILLIS * STEPS;
        return new Time((System.nanoTime() - begin) / batches, (processor.getAsLong() - beginProcessor) / batches);
    }

    private static void print(String what, Time[] times) {
        System.out.printf(
                "%-40s %8.2f ms on the clock, %8.2f ms of processor time%n",
                what, median(times, true), median(times, false));
    }

    private static double median(Time[] times, boolean clock) {
        double[] values = Arrays.stream(times)
                .mapToDouble(t -> clock ? t.clock : t.processor)
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    private static double quotient(Time[] a, Time[] b, boolean clock) {
        double[] values = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            values[i] = clock ? a[i].clock / b[i].clock : a[i].processor / b[i].processor;
        }
        Arrays.sort(values);
        return values[values.length / 2];
    }
}

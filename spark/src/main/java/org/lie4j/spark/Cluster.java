package org.lie4j.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.vectors.VectorUnits;

/** A Spark application: it sends image sets once and runs tasks. Safe for concurrent use. */
final class Cluster implements AutoCloseable {
    private static final String TIMEOUT = "spark.lie4j.timeout";
    private static final String EXECUTOR_TIMEOUT = "spark.lie4j.executorTimeout";
    private static final String EXECUTOR_VARIABLE = "spark.executorEnv.";
    private static final String THREADS = "OMP_NUM_THREADS";
    private static final String SPINNING = "GOMP_SPINCOUNT";

    private final JavaSparkContext context;
    private final boolean local;
    private final int timeout;
    private final Map<String, Broadcast<ImageSet>> sent = new ConcurrentHashMap<>();

    private Cluster(JavaSparkContext context, boolean local, int timeout) {
        this.context = context;
        this.local = local;
        this.timeout = timeout;
    }

    /** JavaCPP would stop the world for each array once it holds twice the heap, which is small on executors; vectors as here, as the last bits of a sum depend on them. */
    private static String executorFlags() {
        return "-Dorg.bytedeco.javacpp.maxphysicalbytes=0" + (VectorUnits.available() ? " " + VectorUnits.FLAG : "");
    }

    static Cluster connect(String master) throws IOException {
        Masters.requireAddress(master);
        Flags.requireOpened();
        SparkConf conf = new SparkConf();
        int timeout = seconds(conf.get(TIMEOUT, "60"));
        int forExecutors = seconds(conf.get(EXECUTOR_TIMEOUT, Integer.toString(timeout)));
        Masters.requireListening(master, timeout);
        boolean local = Masters.isLocal(master);
        Path scratch = Folders.temporary("lie4j-spark");
        // Not earlier: a start that nobody waits for any longer may still read it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(scratch), "lie4j-spark-scratch"));
        conf.setMaster(master)
                .setIfMissing("spark.app.name", "lie4j")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.ui.showConsoleProgress", "false");
        if (!local) {
            if (!conf.contains("spark.jars")) {
                conf.set("spark.jars", String.join(",", Shipment.of(System.getProperty("java.class.path"), scratch)));
            }
            conf.setIfMissing("spark.executor.extraJavaOptions", executorFlags());
            // As many threads as here: the last bits of a sum depend on how many add it up, and Spark would give each
            // executor one.
            int here = Runtime.getRuntime().availableProcessors();
            conf.setIfMissing(
                    EXECUTOR_VARIABLE + THREADS,
                    Objects.requireNonNullElse(System.getenv(THREADS), Integer.toString(here)));
            if (System.getenv(SPINNING) != null) {
                conf.setIfMissing(EXECUTOR_VARIABLE + SPINNING, System.getenv(SPINNING));
            }
        }
        JavaSparkContext context = started(conf, timeout);
        Cluster cluster = new Cluster(context, local, forExecutors);
        cluster.awaitExecutor(master);
        return cluster;
    }

    private static int seconds(String value) {
        if (!value.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException(
                    TIMEOUT + " and " + EXECUTOR_TIMEOUT + ": expected a whole number of seconds, got " + value);
        }
        return Integer.parseInt(value);
    }

    /** A master that accepts connections and says nothing would hold its caller for ever. */
    private static JavaSparkContext started(SparkConf conf, int timeout) throws IOException {
        CompletableFuture<JavaSparkContext> start = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        JavaSparkContext context = new JavaSparkContext(conf);
                        if (!start.complete(context)) {
                            context.close(); // Nobody waits any longer.
                        }
                    } catch (Throwable e) {
                        start.completeExceptionally(e);
                    }
                },
                "spark-start");
        thread.setDaemon(true);
        thread.start();
        try {
            return start.get(timeout, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            start.cancel(false);
            throw new IOException(
                    "no answer of a Spark master of version " + org.apache.spark.package$.MODULE$.SPARK_VERSION()
                            + " within " + timeout + " s",
                    e);
        } catch (ExecutionException e) {
            throw new IOException("Spark did not start: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Spark started", e);
        }
    }

    private void awaitExecutor(String master) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
        while (!hasExecutor()) {
            if (System.nanoTime() > end) {
                context.close();
                throw new IOException("no executor came up within " + timeout + " s, expected a worker of " + master
                        + " with free cores and " + context.getConf().get("spark.executor.memory", "1g")
                        + " of memory");
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for Spark", e);
        }
    }

    /** The driver counts as one. */
    private boolean hasExecutor() {
        return local || context.sc().statusTracker().getExecutorInfos().length > 1;
    }

    /** How many tasks run at once. */
    int cores() {
        return Math.max(1, context.defaultParallelism());
    }

    /** In words for reports. */
    String describe() {
        return "Spark " + context.version() + " at " + context.master();
    }

    /** Sends a set to whatever executors will want it, each set once. */
    Broadcast<ImageSet> send(ImageSet images) {
        return sent.computeIfAbsent(images.checksum(), c -> context.broadcast(images));
    }

    Broadcast<byte[]> send(byte[] bytes) {
        return context.broadcast(bytes);
    }

    /**
     * Runs a task for each input, on whatever executors have room; a task whose executor is lost is run again.
     *
     * @return the outcomes in the order of the inputs
     * @throws IOException if a task fails, or there is no executor for so long as one may take to come up
     */
    <T, R> List<R> run(List<T> inputs, Function<T, R> task) throws IOException {
        JavaFutureAction<List<R>> job =
                context.parallelize(inputs, inputs.size()).map(task).collectAsync();
        long seen = System.nanoTime();
        while (true) {
            try {
                return job.get(500, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                seen = hasExecutor() ? System.nanoTime() : seen;
                if (System.nanoTime() - seen > TimeUnit.SECONDS.toNanos(timeout)) {
                    job.cancel(true);
                    throw new IOException("all executors are gone, and no other came up within " + timeout + " s", e);
                }
            } catch (ExecutionException e) {
                throw new IOException("Spark could not run a task: " + firstLine(e.getCause()), e);
            } catch (InterruptedException e) {
                job.cancel(true);
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for Spark", e);
            }
        }
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getName());
    }

    @Override
    public void close() {
        context.close();
    }
}

package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.frames.FrameBatch;
import org.lie4j.apen.frames.PcaFrames;
import org.lie4j.apen.networks.FrameElements;
import org.lie4j.apen.networks.PartFrames;
import org.lie4j.kernels.internal.Draws;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link PartFrames}. */
public final class PartFramesRuntime extends DetachedRuntime {
    private static final long serialVersionUID = 1;

    /** Numbers of one element: R and t. */
    static final int NUMBERS = 12;

    /** Above what rounding of single-precision coordinates makes of a symmetric part's third moment. */
    private static final double LEAST_SKEWNESS = 1e-4;

    private final transient PartFrames conf;
    private final transient PcaFrames frames;
    private final LongAdder parts = new LongAdder();
    private final LongAdder degenerate = new LongAdder();
    private final LongAdder small = new LongAdder();
    private transient Work[] works = {};

    /** What one cloud is worked on with. */
    private static final class Work {
        final Parts parts = new Parts();
        final FrameBatch batch = new FrameBatch();
        double[] points = {};
        double[] gathered = {};
        double[] elements = {};
        double[] row = {};
    }

    /**
     * Creates the runtime.
     *
     * @param graph the network
     * @param name name of the vertex
     * @param index its index
     * @param type the network's type
     * @param conf the configuration
     */
    public PartFramesRuntime(ComputationGraph graph, String name, int index, DataType type, PartFrames conf) {
        super(graph, name, index, type);
        this.conf = conf;
        PcaFrames exact = PcaFrames.of(conf.getGroup(), 3).withMinRelativeGap(conf.getMinRelativeGap());
        frames = conf.getElements() == FrameElements.CANONICAL
                ? exact.withOneElement(LEAST_SKEWNESS)
                : exact.withoutUndeterminedAxes();
    }

    /**
     * What was met so far.
     *
     * @return the counts
     */
    public PartFrames.Counts counts() {
        return new PartFrames.Counts(parts.sum(), degenerate.sum(), small.sum());
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        boolean random = training && conf.getElements() == FrameElements.RANDOM_IN_TRAINING;
        int size = random ? 1 : frames.size();
        int batch = (int) inputs[0].size(0);
        int n = (int) inputs[0].size(2);
        INDArray out = output(workspaces, batch, (long) NUMBERS * size, n);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals positions = NativeReals.of(cloud(0, "positions", -1, 3, -1));
            NativeReals labels = inputs.length > 1 ? NativeReals.of(cloud(1, "labels", batch, 1, n)) : null;
            NativeReals to = NativeReals.of(out);
            prepare(batch, n);
            IntStream.range(0, batch).parallel().forEach(cloud -> {
                Work work = works[cloud];
                Positions.read(positions, cloud, n, vertexName, work.points);
                work.parts.read(labels, cloud * n, n, vertexName, cloud);
                find(work, cloud, size, random);
                write(work, to, cloud * NUMBERS * size * n, n, NUMBERS * size);
            });
        }
        return out;
    }

    private void prepare(int batch, int n) {
        int had = works.length;
        if (had < batch) {
            works = Arrays.copyOf(works, batch);
            for (int cloud = had; cloud < batch; cloud++) {
                works[cloud] = new Work();
            }
        }
        for (int cloud = 0; cloud < batch; cloud++) {
            Work work = works[cloud];
            if (work.row.length != n) {
                work.row = new double[n];
                work.points = new double[3 * n];
                work.gathered = new double[3 * n];
            }
        }
    }

    /** The elements of each part, {@code [parts, size, 12]}. */
    private void find(Work work, int cloud, int size, boolean random) {
        Parts of = work.parts;
        if (work.elements.length < of.count() * size * NUMBERS) {
            work.elements = new double[of.count() * size * NUMBERS];
        }
        for (int part = 0; part < of.count(); part++) {
            int points = of.size(part);
            if (points == 0) {
                continue;
            }
            for (int i = 0; i < points; i++) {
                System.arraycopy(work.points, 3 * of.point(of.first(part) + i), work.gathered, 3 * i, 3);
            }
            frames.find(work.gathered, 1, points, null, work.batch);
            parts.increment();
            degenerate.add(work.batch.isDegenerate(0) ? 1 : 0);
            small.add(points < 4 ? 1 : 0);
            for (int k = 0; k < size; k++) {
                int element = random ? draw(cloud, part, work.batch.size(0)) : k;
                work.batch.element(0, element, work.elements, (part * size + k) * NUMBERS);
            }
        }
    }

    private int draw(int cloud, int part, int elements) {
        double uniform = Draws.uniform(conf.getSeed(), graph.getIterationCount(), cloud, part);
        return (int) (uniform * elements);
    }

    private static void write(Work work, NativeReals to, int offset, int n, int numbers) {
        for (int c = 0; c < numbers; c++) {
            for (int i = 0; i < n; i++) {
                work.row[i] = work.elements[work.parts.label(i) * numbers + c];
            }
            to.set(offset + c * n, work.row);
        }
    }
}

package org.lie4j.eval.points;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.lie4j.apen.data.CloudSet;
import org.lie4j.apen.frames.FrameGroup;
import org.lie4j.apen.geometry.LabelledCloud;
import org.lie4j.apen.models.Apen;
import org.lie4j.apen.models.ApenTargets;
import org.lie4j.apen.models.CloudClassifier;
import org.lie4j.apen.models.Dgcnn;
import org.lie4j.apen.models.PointNet;
import org.lie4j.apen.models.VnPointNet;
import org.lie4j.apen.networks.FrameElements;
import org.lie4j.apen.networks.NeighbourMoments;
import org.lie4j.apen.networks.StartPartition;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** The networks for clouds by their names on the command line, each with its batches. */
public enum PointModel implements Named {
    /** PointNet. */
    POINTNET("pointnet", "PointNet: shared layers and a maximum, no symmetry", false) {
        @Override
        ComputationGraphConfiguration configuration(PointTask task, IUpdater updater, long seed) {
            return classifier(new PointNet(), task, updater, seed);
        }
    },
    /** PointNet on turned clouds. */
    POINTNET_TURNED("pointnet-so3", "the same, on clouds turned at random in training", true) {
        @Override
        ComputationGraphConfiguration configuration(PointTask task, IUpdater updater, long seed) {
            return POINTNET.configuration(task, updater, seed);
        }
    },
    /** Edge convolution. */
    DGCNN("dgcnn", "edge convolution over nearest neighbours, no symmetry", false) {
        @Override
        ComputationGraphConfiguration configuration(PointTask task, IUpdater updater, long seed) {
            return classifier(new Dgcnn(), task, updater, seed);
        }
    },
    /** Vector neurons. */
    VECTOR_NEURONS("vn-pointnet", "vector neurons: invariant to rotations of the whole cloud", false) {
        @Override
        ComputationGraphConfiguration configuration(PointTask task, IUpdater updater, long seed) {
            return classifier(new VnPointNet(), task, updater, seed);
        }
    },
    /** PointNet within frames. */
    FRAMES_POINTNET("fa-pointnet", "PointNet averaged over frames of the whole cloud", false) {
        @Override
        ComputationGraphConfiguration configuration(PointTask task, IUpdater updater, long seed) {
            return classifier(new PointNet().frames(FrameGroup.SE), task, updater, seed);
        }
    },
    /** PointNet within frames, with what APEN sees of neighbourhoods. */
    FRAMES_POINTNET_NEAR("fa-pointnet-near", "the same, given moments of each point's neighbourhoods", false) {
        @Override
        ComputationGraphConfiguration configuration(PointTask task, IUpdater updater, long seed) {
            PointNet network = new PointNet().neighbourhoods(neighbourhoods(task.points()));
            return classifier(network.frames(FrameGroup.SE), task, updater, seed);
        }

        @Override
        int leastPoints(PointTask task) {
            return leastForNeighbourhoods(task);
        }
    },
    /** Edge convolution within frames. */
    FRAMES_DGCNN("fa-dgcnn", "edge convolution averaged over frames of the whole cloud", false) {
        @Override
        ComputationGraphConfiguration configuration(PointTask task, IUpdater updater, long seed) {
            return classifier(new Dgcnn().frames(FrameGroup.SE), task, updater, seed);
        }
    },
    /** Parts that the network finds. */
    APEN("apen", "frames of parts that the network finds, and moments of neighbourhoods", Apen.Parts.PREDICTED),
    /** Parts that the network finds from what is in them. */
    APEN_POSITIONS("apen-positions", "the same without neighbourhoods, as in the paper", Apen.Parts.PREDICTED) {
        @Override
        int[] neighbourhoods(int points) {
            return new int[0];
        }
    },
    /** Parts that the network finds, and the body that they are parts of. */
    APEN_WHOLE("apen-whole", "apen with a head that sees the whole cloud in one frame too", Apen.Parts.PREDICTED) {
        @Override
        public Apen.Builder builder(PointTask task) {
            return super.builder(task).wholeCloud(KEPT_OF_WHOLE);
        }
    },
    /** Parts that are the cells of the start. */
    APEN_CELLS("apen-cells", "apen with the cells of the start kept in all layers", Apen.Parts.CELLS),
    /** Parts that are given. */
    APEN_GIVEN("apen-given", "apen given the true parts: what it could reach at best", Apen.Parts.GIVEN);

    /** Cells of the start: about the number of the true pieces, as more of them say less of each. */
    private static final int CELLS = 24;

    /** So that a head that sees the whole cloud still relies on parts. */
    private static final double KEPT_OF_WHOLE = 0.5;

    /** One in so many points of a cloud is in a neighbourhood. */
    private static final int[] SHARES = {48, 24, 12, 6};

    private final String word;
    private final String what;
    private final boolean turned;
    private final Apen.Parts parts;

    PointModel(String word, String what, boolean turned) {
        this.word = word;
        this.what = what;
        this.turned = turned;
        this.parts = null;
    }

    PointModel(String word, String what, Apen.Parts parts) {
        this.word = word;
        this.what = what;
        this.turned = false;
        this.parts = parts;
    }

    /**
     * A network by its name.
     *
     * @param word the name
     * @return the network
     * @throws IllegalArgumentException if there is none of that name
     */
    public static PointModel named(String word) {
        return Named.find(values(), word);
    }

    /**
     * The names of all networks.
     *
     * @return in order
     */
    public static List<String> names() {
        return Named.words(values());
    }

    @Override
    public String word() {
        return word;
    }

    /**
     * What it is.
     *
     * @return a line
     */
    public String what() {
        return what;
    }

    /** Whether clouds are turned at random in training. */
    boolean turned() {
        return turned;
    }

    /** Whether it finds, or is given, parts. */
    boolean hasParts() {
        return parts != null;
    }

    /** Whether it finds its parts by votes. */
    boolean findsParts() {
        return parts == Apen.Parts.PREDICTED;
    }

    /** The network that finds parts, for those that do. */
    final Apen apen(PointTask task) {
        return builder(task).build();
    }

    /**
     * The network that finds parts, or is given them, as it is trained.
     *
     * @param task what it is to learn
     * @return a builder of it
     * @throws NullPointerException if the network has no parts
     */
    public Apen.Builder builder(PointTask task) {
        return (task.perPoint()
                        ? Apen.segmentation(task.classes().size())
                        : Apen.classification(task.classes().size()))
                .sigmas(0.05, 0.08)
                .widths(64)
                // Twice as many as neighbourhoods have.
                .features(2 * SHARES.length, 2 * NeighbourMoments.SCALARS * SHARES.length)
                .start(StartPartition.Kind.VORONOI, CELLS)
                .parts(parts)
                .frameElements(FrameElements.CANONICAL)
                .neighbourhoods(neighbourhoods(task.points()));
    }

    /** Sizes of neighbourhoods: shares of the points of a cloud, so that they are as large where points are denser. */
    int[] neighbourhoods(int points) {
        return Arrays.stream(SHARES).map(share -> points / share).toArray();
    }

    /** The fewest points that it takes: one for each cell of the start, and a point with all its neighbours. */
    int leastPoints(PointTask task) {
        return hasParts() ? Math.max(apen(task).start().getCells(), leastForNeighbourhoods(task)) : 1;
    }

    final int leastForNeighbourhoods(PointTask task) {
        return Arrays.stream(neighbourhoods(task.points())).max().orElse(0) + 1;
    }

    ComputationGraphConfiguration configuration(PointTask task, IUpdater updater, long seed) {
        return apen(task).configuration(updater, 0, DataType.FLOAT, seed);
    }

    /**
     * Some clouds as the network's inputs and labels.
     *
     * @param task what it is to learn
     * @param clouds where they are
     * @param which their numbers, from 0
     * @return the batch, in single precision
     */
    public MultiDataSet batch(PointTask task, CloudSet clouds, int[] which) {
        if (hasParts()) {
            List<LabelledCloud> pieces = Arrays.stream(which)
                    .mapToObj(cloud -> LabelledCloud.of(clouds.cloud(cloud).points(), clouds.pieces(cloud)))
                    .toList();
            return task.perPoint()
                    ? ApenTargets.segmentation(
                            apen(task),
                            pieces,
                            Arrays.stream(which)
                                    .mapToObj(cloud -> task.answers(clouds, cloud))
                                    .toList(),
                            DataType.FLOAT)
                    : ApenTargets.classification(
                            apen(task),
                            pieces,
                            Arrays.stream(which).map(clouds::classOf).toArray(),
                            DataType.FLOAT);
        }
        return new MultiDataSet(positions(clouds, which), oneHot(task, clouds, which));
    }

    private static INDArray positions(CloudSet clouds, int[] which) {
        int n = clouds.points();
        float[] values = new float[which.length * 3 * n];
        for (int b = 0; b < which.length; b++) {
            clouds.copyChannels(which[b], values, b * 3 * n);
        }
        return Nd4j.create(values, new long[] {which.length, 3, n});
    }

    private static INDArray oneHot(PointTask task, CloudSet clouds, int[] which) {
        int classes = task.classes().size();
        int n = task.perPoint() ? clouds.points() : 1;
        float[] values = new float[which.length * classes * n];
        for (int b = 0; b < which.length; b++) {
            int[] answers = task.answers(clouds, which[b]);
            for (int i = 0; i < n; i++) {
                values[(b * classes + answers[i]) * n + i] = 1;
            }
        }
        return Nd4j.create(
                values, task.perPoint() ? new long[] {which.length, classes, n} : new long[] {which.length, classes});
    }

    private static ComputationGraphConfiguration classifier(
            CloudClassifier<?> network, PointTask task, IUpdater updater, long seed) {
        network.points(task.points())
                .classes(task.classes().size())
                .updater(updater)
                .seed(seed);
        if (task.perPoint()) {
            network.perPoint();
        }
        return network.build();
    }
}

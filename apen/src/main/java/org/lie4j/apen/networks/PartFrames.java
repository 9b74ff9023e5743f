package org.lie4j.apen.networks;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lie4j.apen.frames.FrameGroup;
import org.lie4j.apen.frames.PcaFrames;
import org.lie4j.apen.networks.internal.PartFramesRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * For each point the frame of its part, by the part's principal axes (Puny et al., ICLR 2022; for parts Atzmon et al., ICLR 2024, section
 * 3).
 *
 * <p>Inputs: positions {@code [batch, 3, n]}, and the labels of the parts {@code [batch, 1, n]}, whole numbers from 0 to 65,535 in no
 * particular order; without labels the whole cloud is one part. Output {@code [batch, 12·F, n]}: for each of the F elements (R, t) the 9
 * numbers of R, row-major, and the 3 of t. F is 4 for SE(3) and SO(3), 8 for E(3) and O(3), or 1: see {@link FrameElements}. Random elements
 * are a function of seed, iteration, cloud and part. Frames are data: no gradient flows back.
 *
 * <p>Axes that a part does not determine are zero ({@link PcaFrames#withoutUndeterminedAxes}): what lies along them is neither seen nor
 * said, and equivariance stays exact, except near the gap where an axis appears. A part of one point has its centre alone, one of two or
 * of points on a line the line. {@link #counts} tells how often.
 *
 * @serial exclude
 */
public final class PartFrames extends PointVertex {
    private static final long serialVersionUID = 1;

    private FrameGroup group = FrameGroup.SE;
    private FrameElements elements = FrameElements.RANDOM_IN_TRAINING;
    private double minRelativeGap = 1e-6;
    private long seed;

    private PartFrames() {}

    private PartFrames(FrameGroup group, FrameElements elements, double minRelativeGap, long seed) {
        this.group = group;
        this.elements = elements;
        this.minRelativeGap = minRelativeGap;
        this.seed = seed;
    }

    /**
     * Frames with one random element for each part in training and all elements otherwise, and a smallest relative gap of 1e-6.
     *
     * @param group SE, E, SO or O
     * @param seed seed of the draws; vertices of one network should have different ones
     * @return the configuration
     * @throws IllegalArgumentException if the group has more than isometries
     */
    public static PartFrames of(FrameGroup group, long seed) {
        Objects.requireNonNull(group, "group");
        if (!group.isIsometric()) {
            throw new IllegalArgumentException("group: expected isometries, got " + group);
        }
        return new PartFrames(group, FrameElements.RANDOM_IN_TRAINING, 1e-6, seed);
    }

    /**
     * These frames with other elements.
     *
     * @param which which ones
     * @return the changed copy
     */
    public PartFrames with(FrameElements which) {
        return new PartFrames(group, Objects.requireNonNull(which, "elements"), minRelativeGap, seed);
    }

    /**
     * These frames with another criterion of degeneracy. Rounding in the coordinates is amplified in the axes by about the reciprocal of
     * the gap.
     *
     * @param gap see {@link PcaFrames#withMinRelativeGap}
     * @return the changed copy
     * @throws IllegalArgumentException if the gap is not in [0, 1)
     */
    public PartFrames withMinRelativeGap(double gap) {
        PcaFrames.of(group, 3).withMinRelativeGap(gap);
        return new PartFrames(group, elements, gap, seed);
    }

    /**
     * What a vertex has met since the network was made.
     *
     * @param parts parts with points, of all clouds of all passes
     * @param degenerate those with an eigenvalue other than 0 that repeats
     * @param small those of fewer than 4 points, which do not span space
     */
    public record Counts(long parts, long degenerate, long small) {}

    /**
     * What the frames of a network have met since it was made.
     *
     * @param network the network
     * @param vertex name of a vertex of this class
     * @return the counts
     * @throws IllegalArgumentException if there is no such vertex
     */
    public static Counts counts(ComputationGraph network, String vertex) {
        if (network.getVertex(vertex) instanceof PartFramesRuntime frames) {
            return frames.counts();
        }
        throw new IllegalArgumentException("expected the name of a vertex of part frames, got \"" + vertex + "\"");
    }

    @Override
    List<Object> settings() {
        return List.of(group, elements, minRelativeGap, seed);
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return 2;
    }

    @Override
    public GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray view, boolean initialize, DataType type) {
        return new PartFramesRuntime(graph, name, index, type, this);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) {
        InputType.InputTypeRecurrent positions = points("positions", 3, 0, inputs);
        if (inputs.length > 1) {
            points("labels", 1, 1, inputs);
        }
        return like(positions, 12L * size());
    }

    /** How many elements a frame has outside training, F. */
    int size() {
        return elements == FrameElements.CANONICAL ? 1 : PcaFrames.of(group, 3).size();
    }

    /**
     * The group.
     *
     * @return one of isometries
     */
    public FrameGroup getGroup() {
        return group;
    }

    /**
     * Which elements there are.
     *
     * @return which ones
     */
    public FrameElements getElements() {
        return elements;
    }

    /**
     * The smallest gap between eigenvalues that determines axes.
     *
     * @return in [0, 1), relative to the largest
     */
    public double getMinRelativeGap() {
        return minRelativeGap;
    }

    /**
     * Seed of the draws.
     *
     * @return the seed
     */
    public long getSeed() {
        return seed;
    }

    /** @param group the group; for JSON */
    void setGroup(FrameGroup group) {
        this.group = group;
    }

    /** @param elements which elements; for JSON */
    void setElements(FrameElements elements) {
        this.elements = elements;
    }

    /** @param minRelativeGap the smallest gap; for JSON */
    void setMinRelativeGap(double minRelativeGap) {
        this.minRelativeGap = minRelativeGap;
    }

    /** @param seed seed of the draws; for JSON */
    void setSeed(long seed) {
        this.seed = seed;
    }
}

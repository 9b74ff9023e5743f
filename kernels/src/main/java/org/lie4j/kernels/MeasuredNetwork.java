package org.lie4j.kernels;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.kernels.points.PointConvolution;
import org.lie4j.kernels.points.PointProjection;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@link EquivarianceError} asks of a network: a list of steps, whether the network is a list of layers or a graph. */
interface MeasuredNetwork {
    /** Names of the steps, in the order of the forward pass. */
    List<String> names();

    /** Whether a step sees what a frame has made invariant: the frame itself and all that follows it. */
    boolean isCanonical(int step);

    /** Whether a step sees no coordinates of points any more: a projection of points and all that follows it. */
    boolean isProjected(int step);

    /** Dimension of the points, if the network is one for point clouds. */
    OptionalInt pointDimension();

    /** Copies of all activations, because activations live in workspaces. */
    List<INDArray> activations(INDArray input);

    /** A copy of the output. */
    INDArray output(INDArray input);

    /** A new network with the samples of all steps before the frame moved by g; to be closed. */
    MeasuredNetwork movedBy(double[] g);

    /** Frees the parameters. */
    void close();

    private static OptionalInt pointDimension(Stream<?> layers) {
        return layers.filter(PointConvolution.class::isInstance)
                .mapToInt(layer -> ((PointConvolution) layer).spaceDimension())
                .findFirst();
    }

    /** A list of layers. */
    record Layers(MultiLayerNetwork network) implements MeasuredNetwork {
        private Layer layer(int step) {
            return network.getLayerWiseConfigurations().getConf(step).getLayer();
        }

        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < network.getnLayers(); i++) {
                names.add(i + " " + layer(i).getClass().getSimpleName());
            }
            return names;
        }

        @Override
        public boolean isCanonical(int step) {
            return follows(MomentFrameLayer.class, step);
        }

        @Override
        public boolean isProjected(int step) {
            return follows(PointProjection.class, step);
        }

        private boolean follows(Class<? extends Layer> kind, int step) {
            return IntStream.rangeClosed(0, step).anyMatch(i -> kind.isInstance(layer(i)));
        }

        @Override
        public OptionalInt pointDimension() {
            return MeasuredNetwork.pointDimension(
                    IntStream.range(0, network.getnLayers()).mapToObj(this::layer));
        }

        @Override
        public List<INDArray> activations(INDArray input) {
            List<INDArray> all = network.feedForward(input, false);
            return all.subList(1, all.size()).stream().map(a -> a.dup('c')).toList();
        }

        @Override
        public INDArray output(INDArray input) {
            return network.output(input).dup('c');
        }

        @Override
        public MeasuredNetwork movedBy(double[] g) {
            return new Layers(Samplings.replaced(network, step -> !isCanonical(step), sampling -> sampling.movedBy(g)));
        }

        @Override
        public void close() {
            network.close();
        }
    }

    /**
     * A graph with one input and one output; its steps are the vertices, in topological order.
     *
     * @param network the graph
     * @param vertices names of the vertices, without the input
     * @param canonical names of the frames and of all that follows one
     * @param projected names of the projections of points and of all that follows one
     */
    record Graph(ComputationGraph network, List<String> vertices, Set<String> canonical, Set<String> projected)
            implements MeasuredNetwork {
        static Graph of(ComputationGraph network) {
            ComputationGraphConfiguration conf = network.getConfiguration();
            requireOne("input", conf.getNetworkInputs());
            requireOne("output", conf.getNetworkOutputs());
            List<String> vertices = new ArrayList<>();
            for (int index : network.topologicalSortOrder()) {
                GraphVertex vertex = network.getVertices()[index];
                if (!vertex.isInputVertex()) {
                    vertices.add(vertex.getVertexName());
                }
            }
            return new Graph(
                    network,
                    vertices,
                    following(MomentFrameLayer.class, network, vertices),
                    following(PointProjection.class, network, vertices));
        }

        /** The names of all layers of a kind, and of what comes after one. */
        private static Set<String> following(Class<?> kind, ComputationGraph network, List<String> vertices) {
            Map<String, List<String>> inputs = network.getConfiguration().getVertexInputs();
            Set<String> following = new HashSet<>();
            for (String name : vertices) {
                boolean below = inputs.get(name).stream().anyMatch(following::contains);
                if (below || kind.isInstance(layer(network.getVertex(name)))) {
                    following.add(name);
                }
            }
            return following;
        }

        private static void requireOne(String what, List<String> names) {
            if (names.size() != 1) {
                throw new IllegalArgumentException("network: expected a graph with one " + what + ", got " + names);
            }
        }

        private static Object layer(GraphVertex vertex) {
            return vertex.hasLayer() ? vertex.getLayer().conf().getLayer() : vertex;
        }

        @Override
        public List<String> names() {
            return vertices.stream()
                    .map(name -> name + " "
                            + layer(network.getVertex(name)).getClass().getSimpleName())
                    .toList();
        }

        @Override
        public boolean isCanonical(int step) {
            return canonical.contains(vertices.get(step));
        }

        @Override
        public boolean isProjected(int step) {
            return projected.contains(vertices.get(step));
        }

        @Override
        public OptionalInt pointDimension() {
            return MeasuredNetwork.pointDimension(vertices.stream().map(name -> layer(network.getVertex(name))));
        }

        @Override
        public List<INDArray> activations(INDArray input) {
            Map<String, INDArray> all = network.feedForward(input, false);
            return vertices.stream().map(name -> all.get(name).dup('c')).toList();
        }

        @Override
        public INDArray output(INDArray input) {
            return network.output(input)[0].dup('c');
        }

        @Override
        public MeasuredNetwork movedBy(double[] g) {
            return new Graph(
                    Samplings.replaced(network, name -> !canonical.contains(name), sampling -> sampling.movedBy(g)),
                    vertices,
                    canonical,
                    projected);
        }

        @Override
        public void close() {
            network.close();
        }
    }
}

package org.lie4j.eval.points;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.lie4j.apen.frames.FrameGroup;
import org.lie4j.apen.models.GraphNetwork;
import org.lie4j.apen.networks.FrameElements;
import org.nd4j.linalg.learning.config.IUpdater;

/** The networks for charged particles by their names on the command line: one architecture, three ways to meet rotations. */
public enum ParticleModel implements Named {
    /** No symmetry under rotations. */
    GNN("gnn", "message passing between all particles; no symmetry under rotations"),
    /** Rotations are learnt. */
    GNN_TURNED("gnn-so3", "the same, on systems turned at random in training"),
    /** Frames. */
    FRAMES_GNN("fa-gnn", "the same, averaged over frames of the system");

    private final String word;
    private final String what;

    ParticleModel(String word, String what) {
        this.word = word;
        this.what = what;
    }

    /**
     * A network by its name.
     *
     * @param word the name
     * @return the network
     * @throws IllegalArgumentException if there is none of that name
     */
    public static ParticleModel named(String word) {
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

    /** Whether systems are turned at random in training. */
    boolean turned() {
        return this == GNN_TURNED;
    }

    ComputationGraphConfiguration configuration(
            int particles, ParticleTrainer.Settings settings, IUpdater updater, long seed) {
        GraphNetwork network = new GraphNetwork(particles)
                .width(settings.width())
                .layers(settings.layers())
                .updater(updater)
                .seed(seed);
        if (this == FRAMES_GNN) {
            network.frames(FrameGroup.SE);
            if (settings.wholeFrames()) {
                network.frameElements(FrameElements.ALL);
            }
        }
        return network.build();
    }
}

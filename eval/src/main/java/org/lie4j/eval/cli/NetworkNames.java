package org.lie4j.eval.cli;

import java.util.Iterator;
import org.lie4j.eval.points.ParticleModel;
import org.lie4j.eval.points.PointModel;

/** The names of networks, for help and for completion on the command line. */
final class NetworkNames {
    private NetworkNames() {}

    /** Those for point clouds. */
    static final class OfClouds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PointModel.names().iterator();
        }
    }

    /** Those for particles. */
    static final class OfParticles implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ParticleModel.names().iterator();
        }
    }
}

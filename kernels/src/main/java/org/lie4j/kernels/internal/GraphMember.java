package org.lie4j.kernels.internal;

/** A layer that has to know whether it is part of a graph. */
interface GraphMember {
    /** Tells that it is; not called for one of a list of layers. */
    void joinGraph();
}

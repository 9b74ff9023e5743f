/** Frames, frame averaging and piecewise-E(3) point networks. */
package org.lie4j.apen;

/** Layers and vertices for point clouds {@code [batch, channels, points]}, native to Deeplearning4j, each with a backward pass of its own. */
package org.lie4j.apen.networks;

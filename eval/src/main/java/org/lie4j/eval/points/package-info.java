/** Experiments on point clouds: how segmentations are judged. */
package org.lie4j.eval.points;

/**
 * Partitions of point clouds into parts that move rigidly: values, starts, clustering of votes, and uncertainty (Atzmon et al., ICLR
 * 2024).
 */
package org.lie4j.apen.partitions;

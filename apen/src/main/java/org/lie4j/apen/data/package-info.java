/**
 * Data sets of labelled clouds and of charged particles, made by recipes from real or generated motion and furniture. Arrays alone, no
 * tensors: positions are {@code float}, {@code [count, n, 3]}, and every set is a function of its options and seed.
 */
package org.lie4j.apen.data;

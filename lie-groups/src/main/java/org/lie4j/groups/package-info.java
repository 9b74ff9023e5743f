/** Lie groups, their decompositions, measures and samplers on packed {@code double[]}. */
package org.lie4j.groups;

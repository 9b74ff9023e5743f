/** Representations of matrix groups, and the linear maps that commute with them. */
package org.lie4j.groups.representations;

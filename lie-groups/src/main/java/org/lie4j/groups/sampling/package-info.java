/** Haar sampling on compact groups, and named distributions with a density on the others. */
package org.lie4j.groups.sampling;

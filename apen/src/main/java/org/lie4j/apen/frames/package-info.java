/** Frames of point clouds, and averaging over them: any function becomes invariant or equivariant (Puny et al., ICLR 2022). */
package org.lie4j.apen.frames;

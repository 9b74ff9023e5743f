/** Equivariant convolution layers and affine frames for Deeplearning4j. */
package org.lie4j.kernels;

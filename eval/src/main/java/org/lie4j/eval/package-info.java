/** The affine-MNIST harness. */
package org.lie4j.eval;

/** Loops of the layers in the vector instructions of the processor. Internal to the library: it may change without notice. */
package org.lie4j.vectors;

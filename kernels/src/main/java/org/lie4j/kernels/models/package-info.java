/** Ready-made image classifiers: what the layers look like when put together, and a place to start from. */
package org.lie4j.kernels.models;

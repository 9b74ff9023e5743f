/** Runtime layers and numerical kernels; not part of the API. */
package org.lie4j.kernels.internal;

/** Numerical kernels; not part of the API. */
package org.lie4j.groups.internal;

/** Numerical kernels for this library's own modules; not part of the API, and free to change. */
package org.lie4j.groups.internal;

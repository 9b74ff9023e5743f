/** Writing files so that a reader never sees half of one. */
package org.lie4j.eval.io;

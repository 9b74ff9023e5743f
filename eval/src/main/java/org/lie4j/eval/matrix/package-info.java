/** The operations of lie-groups on JSON cases, so that other programs can check them. */
package org.lie4j.eval.matrix;

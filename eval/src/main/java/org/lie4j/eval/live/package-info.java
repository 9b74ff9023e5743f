/** A page that shows a run while it goes on. */
package org.lie4j.eval.live;

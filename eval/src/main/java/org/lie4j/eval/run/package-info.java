/** The experiment, from data to report, and the interfaces behind which models and their training stand. */
package org.lie4j.eval.run;

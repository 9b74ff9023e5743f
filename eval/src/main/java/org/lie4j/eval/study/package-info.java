/** Studies: several models, training sizes and seeds from one file, with means and deviations over the seeds. */
package org.lie4j.eval.study;

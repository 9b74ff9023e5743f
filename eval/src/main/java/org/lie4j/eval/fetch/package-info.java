/** Fetching the official files of data sets. Nothing else in the library touches the network. */
package org.lie4j.eval.fetch;

/** JMH benchmarks, each beside a peer in the same run. */
package org.lie4j.benchmarks;

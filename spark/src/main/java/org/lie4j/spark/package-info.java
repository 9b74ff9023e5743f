/** Studies of lie4j-eval on Apache Spark: found by the service loader when {@code run --spark} asks for it. */
package org.lie4j.spark;

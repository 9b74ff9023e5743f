/** What is measured on a trained model: accuracy with its uncertainty, confusion, and the error of invariance. */
package org.lie4j.eval.metrics;

/** Training of the library's networks with Deeplearning4j: models, checkpoints and model files. */
package org.lie4j.eval.train;

/**
 * The affine-MNIST harness: digits and their deformations, training, metrics, reports and the command line.
 *
 * <p>{@code data} holds images and recipes, {@code run} the experiment and the interfaces that models implement, {@code
 * metrics} what is measured, {@code report} how it is shown, {@code cli} the commands.
 */
package org.lie4j.eval;

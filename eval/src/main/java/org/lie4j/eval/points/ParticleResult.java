package org.lie4j.eval.points;

/**
 * What one training on systems of particles gave. Errors are mean square errors over all coordinates.
 *
 * @param model the model's name
 * @param seed of training and data
 * @param parameters of the network
 * @param epochs passes over the systems
 * @param seconds of training
 * @param validation error on the validation set, which chose the settings of all networks
 * @param test error on the test set
 * @param turned error on the test set with each system turned at random
 */
public record ParticleResult(
        String model,
        long seed,
        long parameters,
        int epochs,
        double seconds,
        double validation,
        double test,
        double turned) {}

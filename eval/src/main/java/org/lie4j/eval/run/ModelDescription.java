package org.lie4j.eval.run;

import java.util.OptionalLong;

/**
 * A model that can be trained, before it is.
 *
 * @param name as on the command line
 * @param what what it is, in a few words
 * @param parameters how many parameters are trained
 * @param multiplyAdds multiplications with their additions to classify an image, if they can be counted
 */
public record ModelDescription(String name, String what, long parameters, OptionalLong multiplyAdds) {}

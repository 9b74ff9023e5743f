package org.lie4j.eval.run;

/**
 * Where a result comes from: enough to repeat it, and to tell two results apart. Written into every saved model and
 * every report.
 *
 * @param version the library's version
 * @param jvm name and version of the Java runtime
 * @param os name, version and architecture of the operating system
 * @param cpu the processor's name and how many of its threads were available
 * @param backend what computed, for example the ND4J backend and its version
 * @param data what the model was trained on
 * @param dataChecksum SHA-256 over the training set's content
 * @param seed the seed of everything random
 * @param command the command line
 * @param date when the run began, ISO 8601, UTC
 */
public record Provenance(
        String version,
        String jvm,
        String os,
        String cpu,
        String backend,
        String data,
        String dataChecksum,
        long seed,
        String command,
        String date) {}

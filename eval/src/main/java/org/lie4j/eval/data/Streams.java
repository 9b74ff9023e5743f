package org.lie4j.eval.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random streams addressed by (seed, image, copy), independent of the order in which they are asked for. The address is
 * hashed by rounds of the 64-bit finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
final class Streams {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Streams() {}

    /** A new generator; {@code purpose} keeps the streams of different recipes with the same seed apart. */
    static RandomGenerator of(long purpose, long seed, int image, int copy) {
        long state = mix(purpose);
        state = mix(state ^ mix(seed + GOLDEN));
        state = mix(state + GOLDEN * (image + 1L));
        state = mix(state ^ GOLDEN * (copy + 1L));
        return new SplittableRandom(state);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}

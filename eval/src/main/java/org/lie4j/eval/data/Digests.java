package org.lie4j.eval.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The two digests that data files are known by. */
public final class Digests {
    private Digests() {}

    /**
     * The one that this program writes.
     *
     * @return a new digest
     */
    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    static MessageDigest md5() {
        return digest("MD5");
    }

    /**
     * A digest in words.
     *
     * @param digest of what was put in; reset by this
     * @return lower-case hexadecimal digits
     */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}

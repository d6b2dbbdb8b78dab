// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests in hexadecimal, by which results and inputs are recognized. */
public final class Sha256 {
    private Sha256() {}

    /** The digest of {@code bytes}: 64 lower-case digits. */
    public static String of(byte[] bytes) {
        return text(digest().digest(bytes));
    }

    /** The digest of what is left of {@code in}, of whatever length. */
    public static String of(InputStream in) throws IOException {
        MessageDigest digest = digest();
        in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return text(digest.digest());
    }

    static String text(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.data;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mlops4j.error.InvalidException;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) implements Comparable<Digest> {

    private static final int BUFFER = 1 << 16;

    /**
     * Checks the form.
     *
     * @throws InvalidException if the text is not 64 lower-case hexadecimal digits
     */
    public Digest {
        requireNonNull(hex, "hex");
        if (hex.length() != 64 || !isLowerHex(hex)) {
            throw new InvalidException(
                    "a SHA-256 digest is 64 lower-case hexadecimal digits, was of length " + hex.length());
        }
    }

    /** {@return the digest of some bytes} */
    public static Digest of(byte[] bytes) {
        return from(sha256(), bytes);
    }

    /** {@return the digest of a text in UTF-8} */
    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return the digest of all bytes of a stream}
     *
     * @param bytes read to its end, not closed
     */
    public static Digest of(InputStream bytes) throws IOException {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[BUFFER];
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            sha256.update(buffer, 0, read);
        }
        return from(sha256);
    }

    /** {@return the digest that a finished {@link #sha256()} holds; the message digest is reset} */
    public static Digest from(MessageDigest finished) {
        return new Digest(HexFormat.of().formatHex(finished.digest()));
    }

    /** {@return a fresh SHA-256 to feed and to give to {@link #from}} */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** {@return the digest itself: 32 bytes, a new array} */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** {@return the first twelve digits: enough for a person to tell digests apart} */
    public String brief() {
        return hex.substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return "sha256:" + hex;
    }

    private static boolean isLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static Digest from(MessageDigest sha256, byte[] bytes) {
        sha256.update(bytes);
        return from(sha256);
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.s3;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mlops4j.data.Digest;

/**
 * The names of a store's objects. They are made of digests and random numbers only, and S3 lists them in the order of
 * the digests.
 *
 * @param prefix empty, or ends with a slash
 */
record Keys(String prefix) {

    /** Keys have up to 1024 bytes. */
    private static final int MOST_PREFIX_BYTES = 900;

    private static final int SHARD_DIGITS = 2;
    private static final Pattern BLOB = Pattern.compile("([0-9a-f]{" + SHARD_DIGITS + "})/(\\1[0-9a-f]{62})");

    /**
     * {@return the names below a folder}
     *
     * @throws IllegalArgumentException if it is not one that every server and tool takes for the same
     */
    static Keys below(String folder) {
        for (String name : folder.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("a prefix is names with single slashes between them, and none of"
                        + " them is '.' or '..', was '" + folder + "'");
            }
        }
        if (folder.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a prefix has no control characters");
        }
        int bytes = folder.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_PREFIX_BYTES) {
            throw new IllegalArgumentException(
                    "a prefix has up to " + MOST_PREFIX_BYTES + " bytes in UTF-8, had " + bytes);
        }
        return new Keys(folder + '/');
    }

    /** {@return the key of a blob} */
    String of(Digest digest) {
        return blobs() + digest.hex().substring(0, SHARD_DIGITS) + '/' + digest.hex();
    }

    /** {@return the blob of a key, unless something else put an object there} */
    Optional<Digest> digest(String key) {
        Matcher blob = BLOB.matcher(key.substring(Math.min(key.length(), blobs().length())));
        return blob.matches() ? Optional.of(new Digest(blob.group(2))) : Optional.empty();
    }

    /** {@return what the keys of all blobs begin with} */
    String blobs() {
        return prefix + "blobs/";
    }

    /** {@return what the keys of all unfinished blobs begin with} */
    String incoming() {
        return prefix + "incoming/";
    }

    /** {@return a key that nothing else uses} */
    String newIncoming() {
        return incoming() + UUID.randomUUID();
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.audit;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * The audit chain at one moment in a few bytes: kept elsewhere, it finds any later change of the entries it covers.
 *
 * @param size how many entries there were, at least 0
 * @param root the root of their {@link org.mlops4j.merkle.MerkleTree}
 * @param time what the clock said; not covered by the root
 */
public record Checkpoint(long size, Digest root, Instant time) {

    /** Checks the size. */
    public Checkpoint {
        requireNonNull(root, "root");
        requireNonNull(time, "time");
        if (size < 0) {
            throw new InvalidException("a checkpoint covers 0 entries or more, not " + size);
        }
    }

    /** {@return the checkpoint whose {@link #toDocument()} this is} */
    public static Checkpoint from(Document document) {
        return new Checkpoint(
                document.get("size").whole(),
                new Digest(document.get("root").text()),
                document.get("time").instant());
    }

    /** {@return the form in which checkpoints are exported} */
    public Document.Fields toDocument() {
        return Document.object().with("size", size).with("root", root).with("time", time);
    }

    /**
     * {@return the bytes that a signature covers} Four lines in UTF-8, each with a line feed behind it: {@code mlops4j
     * audit checkpoint 1}, the size in decimal, the root in hexadecimal, the time in ISO 8601. So any tool can verify.
     */
    public byte[] signedBytes() {
        return ("mlops4j audit checkpoint 1\n" + size + "\n" + root.hex() + "\n" + time + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}

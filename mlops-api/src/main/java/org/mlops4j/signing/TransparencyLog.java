// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.merkle.MerkleTree;

/**
 * A log of signatures that everybody may read, such as Rekor. It signs a promise when it takes an entry, and
 * checkpoints of its tree, which is that of RFC 6962.
 *
 * @param id the SHA-256 of its key, in hexadecimal
 * @param key by which it signs
 * @param span when it signs by that key
 */
record TransparencyLog(String id, PublicKey key, SigstoreRoot.Span span) {

    /** A checkpoint names the key by so many bytes of its id. */
    private static final int HINT = 4;

    /** {@return a log of a trusted root, if its key is of a kind that is known here} */
    static Optional<TransparencyLog> find(Document document) {
        Document publicKey = document.get("publicKey");
        String details = publicKey.get("keyDetails").text();
        String algorithm = switch (details) {
            case "PKIX_ECDSA_P256_SHA_256" -> "EC";
            case "PKIX_ED25519" -> "Ed25519";
            default -> "";
        };
        if (algorithm.isEmpty()) {
            return Optional.empty();
        }
        byte[] id = Bundle.decode(document.get("logId").get("keyId").text());
        return Optional.of(new TransparencyLog(
                HexFormat.of().formatHex(id),
                key(algorithm, Bundle.decode(publicKey.get("rawBytes").text())),
                SigstoreRoot.Span.from(publicKey.get("validFor"))));
    }

    private static PublicKey key(String algorithm, byte[] encoded) {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new InvalidException("the key of a log in the trusted root is not readable", e);
        }
    }

    /** {@return when the log took an entry, which it has promised and proven} */
    Instant timeOf(LogEntry entry) {
        if (!KeyKind.of(key).verify(key, entry.promised(), entry.promise())) {
            throw new RejectedException("the log " + id
                    + " has not promised to keep the signature: the signature of its" + " promise is not right");
        }
        requireSpan(entry.time());
        requireIncluded(entry);
        return entry.time();
    }

    private void requireSpan(Instant time) {
        if (!span.contains(time)) {
            throw new RejectedException("the key of the log " + id + " was not in charge at " + time);
        }
    }

    private void requireIncluded(LogEntry entry) {
        Document proof = entry.proof();
        long index = LogEntry.whole(proof.get("logIndex"));
        long size = LogEntry.whole(proof.get("treeSize"));
        if (index < 0 || index >= size) {
            throw new RejectedException("the proof of the log is of entry " + index + " of " + size);
        }
        Digest root;
        try {
            List<Digest> path = proof.get("hashes").list().stream()
                    .map(hash -> digest(hash.text()))
                    .toList();
            root = MerkleTree.root(index, size, MerkleTree.leaf(entry.body()), path);
        } catch (CorruptException e) {
            throw new RejectedException("the proof of the log is not right: " + e.getMessage(), e);
        }
        requireCheckpoint(proof.get("checkpoint").get("envelope").text(), size, root);
    }

    /** A checkpoint is lines of its origin, its size and its root, an empty line, and lines of signatures. */
    private void requireCheckpoint(String envelope, long size, Digest root) {
        int end = envelope.indexOf("\n\n");
        String[] lines = envelope.substring(0, Math.max(0, end)).split("\n", -1);
        if (lines.length < 3
                || !lines[1].equals(Long.toString(size))
                || !digest(lines[2]).equals(root)) {
            throw new RejectedException("the entry is not in the tree of the log's checkpoint");
        }
        byte[] signed = envelope.substring(0, end + 1).getBytes(UTF_8);
        boolean ours = envelope.substring(end + 2).lines().anyMatch(line -> isOurs(line, signed));
        if (!ours) {
            throw new RejectedException("the checkpoint is not signed by the log " + id);
        }
    }

    private boolean isOurs(String line, byte[] signed) {
        byte[] decoded = Bundle.decode(line.substring(line.lastIndexOf(' ') + 1));
        byte[] hint = Arrays.copyOf(HexFormat.of().parseHex(id), HINT);
        return line.startsWith("\u2014 ")
                && decoded.length > HINT
                && Arrays.equals(Arrays.copyOf(decoded, HINT), hint)
                && KeyKind.of(key).verify(key, signed, Arrays.copyOfRange(decoded, HINT, decoded.length));
    }

    private static Digest digest(String base64) {
        return new Digest(HexFormat.of().formatHex(Bundle.decode(base64)));
    }
}

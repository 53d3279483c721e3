// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.audit;

import static java.util.Objects.requireNonNull;

import java.util.Base64;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.signing.Signer;
import org.mlops4j.signing.TrustedKeys;

/**
 * A checkpoint that somebody answers for. Keep it where whoever can write to the store cannot.
 *
 * @param checkpoint what is signed, in the form of {@link Checkpoint#signedBytes}
 * @param key the id of the key, see {@link TrustedKeys#id}
 * @param signature in Base64
 */
public record SignedCheckpoint(Checkpoint checkpoint, String key, String signature) {

    /** Checks that nothing is missing. */
    public SignedCheckpoint {
        requireNonNull(checkpoint, "checkpoint");
        requireNonNull(key, "key");
        requireNonNull(signature, "signature");
    }

    /** {@return the checkpoint, signed} */
    public static SignedCheckpoint sign(Checkpoint checkpoint, Signer signer) {
        return new SignedCheckpoint(
                checkpoint,
                TrustedKeys.id(signer.publicKey()),
                Base64.getEncoder().encodeToString(signer.sign(checkpoint.signedBytes())));
    }

    /** {@return the signed checkpoint whose {@link #toDocument()} this is} */
    public static SignedCheckpoint from(Document document) {
        return new SignedCheckpoint(
                Checkpoint.from(document.get("checkpoint")),
                document.get("key").text(),
                document.get("signature").text());
    }

    /** {@return the form in which signed checkpoints are exported} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("checkpoint", checkpoint.toDocument())
                .with("key", key)
                .with("signature", signature);
    }

    /**
     * {@return the checkpoint, since the signature is right} Needs no store.
     *
     * @throws org.mlops4j.error.RejectedException if the key is not trusted or has not signed this
     * @throws InvalidException if the signature is not Base64
     */
    public Checkpoint verify(TrustedKeys trusted) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            throw new InvalidException("the signature of the checkpoint is not Base64", e);
        }
        trusted.verify(key, checkpoint.signedBytes(), bytes);
        return checkpoint;
    }
}

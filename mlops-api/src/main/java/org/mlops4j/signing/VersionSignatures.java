// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.util.List;
import org.mlops4j.registry.ModelVersion;

/**
 * The signatures that live with registered versions: bundles of {@link ModelSignature} in the blob store, and for each
 * an audited document. A signature is never changed or removed; it may be revoked. Thread-safe; what changes is durable
 * when the call returns, and is an entry of the audit log under the id of the version.
 *
 * <p>A signature covers the names and the bytes of all files of a version. It does not cover the rest of the manifest,
 * nor the name of the model: two versions of the same files have the same valid signatures.
 */
public interface VersionSignatures {

    /**
     * Signs a version and attaches the signature. Reads no file: the digests of the manifest are the content.
     *
     * @param signer with an ECDSA key on P-256, P-384 or P-521
     * @return the signature
     * @throws org.mlops4j.error.InvalidException if the key is of another kind, or the version is of another store
     * @throws org.mlops4j.error.NotFoundException if there is no such version
     */
    VersionSignature sign(ModelVersion version, Signer signer);

    /**
     * Attaches a bundle that was made elsewhere. It must cover exactly the files of the version. Whether the signature
     * in it is right is not asked here, since that needs a key that is trusted.
     *
     * @param bundle its text
     * @return the signature
     * @throws org.mlops4j.error.InvalidException if it is no such bundle or covers other files, which the message
     *     names, or if the version is of another store
     * @throws org.mlops4j.error.IncompatibleException if it is signed or hashed in a way that is not verified here
     * @throws org.mlops4j.error.AlreadyExistsException if it is attached already
     * @throws org.mlops4j.error.NotFoundException if there is no such version
     */
    VersionSignature attach(ModelVersion version, String bundle);

    /** {@return the signatures of a version, oldest first, those that were revoked among them} */
    List<VersionSignature> of(ModelVersion version);

    /**
     * {@return the bundle of a signature, as it was attached: other tools verify it}
     *
     * @throws org.mlops4j.error.NotFoundException if its bytes are gone
     * @throws org.mlops4j.error.CorruptException if they are not those that were attached
     */
    String bundle(VersionSignature signature);

    /**
     * Lets the key of a signature count no more for its version. That holds for every signature by that key, also one
     * that is attached later: whoever has seen a signature can write it in another way, without the key. Sign a new
     * version instead.
     *
     * @param reason why, for people and the audit log
     * @return the signature, revoked
     * @throws org.mlops4j.error.NotFoundException if there is no such signature
     * @throws org.mlops4j.error.AlreadyExistsException if it is revoked already
     */
    VersionSignature revoke(VersionSignature signature, String reason);

    /**
     * {@return the oldest signature that counts} It is by a key that is trusted, that key is not revoked for the
     * version, and it covers exactly the version's files. Certificates must be valid now, by the clock of the handle:
     * before one ends, attach a signature by the next. Verifies until one counts; reads the bundles but no file of the
     * model.
     *
     * @throws org.mlops4j.error.RejectedException if none counts; the message names the version, who is trusted, and
     *     why each signature does not count
     */
    VersionSignature verify(ModelVersion version, Trust trust);
}

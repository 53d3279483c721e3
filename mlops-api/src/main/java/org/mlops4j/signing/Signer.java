// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import org.mlops4j.error.InvalidException;

/** Who can sign: a key pair in memory, or a hardware module or key service behind these two methods. Thread-safe. */
public interface Signer {

    /** {@return the key with which others verify: ECDSA on P-256, P-384 or P-521, or Ed25519} */
    PublicKey publicKey();

    /**
     * {@return the signature of a message} ECDSA with SHA-256, SHA-384 or SHA-512 by the size of the curve, in DER; or
     * Ed25519.
     *
     * @throws org.mlops4j.error.MlopsException if the signer fails
     */
    byte[] sign(byte[] message);

    /** {@return the certificates of the key, its own first, each issued by the next; empty for a key without any} */
    default List<X509Certificate> certificates() {
        return List.of();
    }

    /**
     * {@return a signer with a key pair in memory and the certificates of its key} Models that it signs verify by
     * {@link TrustedRoots}.
     *
     * @param certificates that of the key first, each issued by the next; the root may be left out
     * @throws InvalidException if the keys are of another kind, or of no pair, or the first certificate is not theirs
     */
    static Signer of(KeyPair keys, List<X509Certificate> certificates) {
        return new CertifiedSigner(of(keys), certificates);
    }

    /**
     * {@return a signer with a key pair in memory}
     *
     * @throws InvalidException if the keys are of another kind, or of no pair
     */
    static Signer of(KeyPair keys) {
        PublicKey publicKey = requireNonNull(keys.getPublic(), "public key");
        requireNonNull(keys.getPrivate(), "private key");
        KeyKind kind = KeyKind.of(publicKey);
        Signer signer = new Signer() {
            @Override
            public PublicKey publicKey() {
                return publicKey;
            }

            @Override
            public byte[] sign(byte[] message) {
                try {
                    Signature signature = Signature.getInstance(kind.algorithm());
                    signature.initSign(keys.getPrivate());
                    signature.update(message);
                    return signature.sign();
                } catch (GeneralSecurityException e) {
                    throw new InvalidException("the private key cannot sign by " + kind.algorithm(), e);
                }
            }
        };
        byte[] probe = {'k', 'e', 'y'};
        if (!kind.verify(publicKey, probe, signer.sign(probe))) {
            throw new InvalidException("the public key does not belong to the private key");
        }
        return signer;
    }
}

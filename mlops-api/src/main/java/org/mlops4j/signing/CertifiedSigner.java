// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.mlops4j.error.InvalidException;

/** A signer with certificates of its key. */
record CertifiedSigner(Signer signer, List<X509Certificate> certificates) implements Signer {

    CertifiedSigner {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty()
                || !Arrays.equals(
                        certificates.get(0).getPublicKey().getEncoded(),
                        signer.publicKey().getEncoded())) {
            throw new InvalidException(
                    "the first certificate must be that of the key that signs, " + TrustedKeys.id(signer.publicKey()));
        }
    }

    @Override
    public PublicKey publicKey() {
        return signer.publicKey();
    }

    @Override
    public byte[] sign(byte[] message) {
        return signer.sign(message);
    }
}

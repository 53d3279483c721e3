// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;

/** The part of a bundle that says whose signature it is: a hint, which is not trusted. */
final class VerificationMaterial {

    private VerificationMaterial() {}

    /** {@return the id of the key that is said to have signed} */
    static String keyId(Document material) {
        Optional<Document> publicKey = material.find("publicKey");
        if (publicKey.isPresent()) {
            return ofPublicKey(publicKey.get());
        }
        Optional<Document> chain = material.find("x509CertificateChain");
        if (chain.isPresent()) {
            return ofLeaf(chain.get().get("certificates").list());
        }
        material.get("certificate");
        if (material.get("tlogEntries").list().isEmpty()) {
            throw new InvalidException("a keyless model signing bundle has at least one entry of a transparency log");
        }
        throw new IncompatibleException(
                "the bundle is signed without a lasting key; verify it by a tool of Sigstore, and sign by a key for here");
    }

    private static String ofPublicKey(Document key) {
        Optional<Document> hint = key.find("hint");
        if (hint.isPresent()) {
            return hint.get().text();
        }
        // Older bundles hold the key itself, as PEM; all that is taken from it is which key it is.
        String pem = new String(Bundle.decode(key.get("rawBytes").text()), StandardCharsets.US_ASCII);
        return Digest.of(pem.endsWith("\n") ? pem : pem + "\n").hex();
    }

    private static String ofLeaf(List<Document> certificates) {
        if (certificates.isEmpty()) {
            throw new InvalidException("the chain of certificates of the model signing bundle is empty");
        }
        byte[] leaf = Bundle.decode(certificates.get(0).get("rawBytes").text());
        try {
            return TrustedKeys.id(CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(leaf))
                    .getPublicKey());
        } catch (CertificateException e) {
            throw new InvalidException("the first certificate of the model signing bundle is none", e);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/** The part of a bundle that says whose signature it is: a hint, which is not trusted. */
final class VerificationMaterial {

    private VerificationMaterial() {}

    /** {@return what a bundle of the signer says of it} */
    static Document of(Signer signer) {
        Document.Fields material = signer.certificates().isEmpty()
                ? Document.object()
                        .with("publicKey", Document.object().with("hint", TrustedKeys.id(signer.publicKey())))
                : Document.object()
                        .with(
                                "x509CertificateChain",
                                Document.object()
                                        .with(
                                                "certificates",
                                                Document.list(signer.certificates().stream()
                                                        .map(VerificationMaterial::document)
                                                        .toList())));
        return material.with("tlogEntries", Document.texts(List.of()));
    }

    /** {@return who is said to have signed} */
    static Signatory signatory(Document material) {
        Optional<Document> publicKey = material.find("publicKey");
        if (publicKey.isPresent()) {
            return Signatory.of(keyId(publicKey.get()));
        }
        Optional<Document> chain = material.find("x509CertificateChain");
        if (chain.isPresent()) {
            return ofChain(chain.get().get("certificates").list());
        }
        List<Document> entries = material.get("tlogEntries").list();
        if (entries.isEmpty()) {
            throw new InvalidException("a keyless model signing bundle has at least one entry of a transparency log");
        }
        return Signatory.of(List.of(certificate(material.get("certificate"))), entries);
    }

    private static String keyId(Document key) {
        Optional<Document> hint = key.find("hint");
        if (hint.isPresent()) {
            return hint.get().text();
        }
        // Older bundles hold the key itself, as PEM; all that is taken from it is which key it is.
        String pem = new String(Bundle.decode(key.get("rawBytes").text()), StandardCharsets.US_ASCII);
        return Digest.of(pem.endsWith("\n") ? pem : pem + "\n").hex();
    }

    private static Signatory ofChain(List<Document> certificates) {
        if (certificates.isEmpty()) {
            throw new InvalidException("the chain of certificates of the model signing bundle is empty");
        }
        return Signatory.of(
                certificates.stream().map(VerificationMaterial::certificate).toList());
    }

    static X509Certificate certificate(Document document) {
        byte[] bytes = Bundle.decode(document.get("rawBytes").text());
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new InvalidException("a certificate of the model signing bundle is none", e);
        }
    }

    private static Document document(X509Certificate certificate) {
        try {
            return Document.object().with("rawBytes", Base64.getEncoder().encodeToString(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new InvalidException("a certificate of the signer cannot be written", e);
        }
    }
}

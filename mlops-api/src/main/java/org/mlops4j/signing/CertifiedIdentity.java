// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mlops4j.error.InvalidException;
import org.mlops4j.signing.TrustedIdentities.Identity;

/** Whom a certificate of Fulcio names: alternative names of the subject, and who vouched for them. */
final class CertifiedIdentity {

    /** The issuer as UTF8String, see https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md. */
    private static final String ISSUER = "1.3.6.1.4.1.57264.1.8";

    /** The issuer as bare text, in older certificates. */
    private static final String ISSUER_OF_OLD = "1.3.6.1.4.1.57264.1.1";

    private static final int MAIL = 1;
    private static final int URI = 6;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0c;

    private CertifiedIdentity() {}

    /** {@return the identities that a certificate names, none if it says nothing of an issuer} */
    static List<Identity> of(X509Certificate certificate) {
        Optional<String> issuer = issuer(certificate);
        return issuer.isEmpty()
                ? List.of()
                : subjects(certificate).stream()
                        .map(subject -> new Identity(subject, issuer.get()))
                        .toList();
    }

    private static Optional<String> issuer(X509Certificate certificate) {
        byte[] text = certificate.getExtensionValue(ISSUER);
        if (text != null) {
            return Optional.of(new String(content(UTF8_STRING, content(OCTET_STRING, text)), UTF_8));
        }
        byte[] bare = certificate.getExtensionValue(ISSUER_OF_OLD);
        return bare == null ? Optional.empty() : Optional.of(new String(content(OCTET_STRING, bare), UTF_8));
    }

    private static List<String> subjects(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name ->
                                    name.get(0).equals(MAIL) || name.get(0).equals(URI))
                            .map(name -> (String) name.get(1))
                            .toList();
        } catch (CertificateParsingException e) {
            throw new InvalidException("the names of a certificate are not readable", e);
        }
    }

    /** {@return the content of one value in DER, shorter than 64 KiB} */
    private static byte[] content(int tag, byte[] der) {
        int begin = 2;
        int length = der.length < 2 ? -1 : der[1] & 0xff;
        if (length > 0x80) {
            begin += length - 0x80;
            length = 0;
            for (int i = 2; i < begin && i < Math.min(der.length, 4); i++) {
                length = (length << 8) | (der[i] & 0xff);
            }
        }
        if (length < 0 || der[0] != tag || begin + length != der.length) {
            throw new InvalidException("an extension of a certificate is not readable");
        }
        return Arrays.copyOfRange(der, begin, der.length);
    }
}

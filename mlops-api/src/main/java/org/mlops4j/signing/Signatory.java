// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.util.List;
import org.mlops4j.data.Document;

/**
 * Who is said to have signed. Nothing of it is verified.
 *
 * @param key the id of the key, see {@link TrustedKeys#id}
 * @param certificates that of the key first, each issued by the next; empty if there is only a key
 * @param logEntries what a transparency log is said to have of the signature, in the form of Sigstore's bundles; only
 *     keys that do not last need it
 */
public record Signatory(String key, List<X509Certificate> certificates, List<Document> logEntries) {

    /** Copies the lists. */
    public Signatory {
        requireNonNull(key, "key");
        certificates = List.copyOf(certificates);
        logEntries = List.copyOf(logEntries);
    }

    /** {@return a signatory that is known by a key only} */
    public static Signatory of(String key) {
        return new Signatory(key, List.of(), List.of());
    }

    /** {@return the signatory with these certificates, of which there is at least one} */
    static Signatory of(List<X509Certificate> certificates) {
        return of(certificates, List.of());
    }

    static Signatory of(List<X509Certificate> certificates, List<Document> logEntries) {
        return new Signatory(TrustedKeys.id(certificates.get(0).getPublicKey()), certificates, logEntries);
    }
}

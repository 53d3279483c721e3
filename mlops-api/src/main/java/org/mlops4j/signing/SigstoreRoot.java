// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;

/**
 * What a {@code trusted_root.json} of Sigstore holds of authorities and logs.
 *
 * @param authorities that issue certificates
 * @param logs that keep signatures
 * @param json reads entries of the logs
 */
record SigstoreRoot(List<Authority> authorities, List<TransparencyLog> logs, DocumentText json) {

    private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.trustedroot";

    static SigstoreRoot read(String text, DocumentText json) {
        Document root = json.read(text);
        if (!root.get("mediaType").text().startsWith(MEDIA_TYPE)) {
            throw new InvalidException("a trusted root of Sigstore is of the type " + MEDIA_TYPE + ", not "
                    + root.get("mediaType").text());
        }
        return new SigstoreRoot(
                root.get("certificateAuthorities").list().stream()
                        .map(Authority::from)
                        .toList(),
                root.get("tlogs").list().stream()
                        .flatMap(log -> TransparencyLog.find(log).stream())
                        .toList(),
                json);
    }

    /** {@return when the signature was logged, by a log that is trusted and has proven it} */
    Instant timeOf(Signatory signatory, byte[] message, byte[] signature) {
        List<String> unknown = new ArrayList<>();
        for (Document document : signatory.logEntries()) {
            LogEntry entry = LogEntry.from(document);
            Optional<TransparencyLog> log = logs.stream()
                    .filter(known -> known.id().equals(entry.log()))
                    .findFirst();
            if (log.isPresent()) {
                entry.requireOf(signatory.certificates().get(0), Bundle.payload(message), signature, json);
                return log.get().timeOf(entry);
            }
            unknown.add(entry.log());
        }
        throw new RejectedException("no log of the trusted root has the signature; it is said to be in " + unknown);
    }

    /** Checks that an authority that was in charge issued the certificate, and that its key signed the message. */
    void requireIssued(X509Certificate certificate, byte[] message, byte[] signature, Instant at) {
        RejectedException refused = new RejectedException(
                "no authority of the trusted root was in charge at " + at + " to issue certificates");
        for (Authority authority : authorities) {
            if (authority.span().contains(at)) {
                try {
                    authority.verify(certificate, message, signature, at);
                    return;
                } catch (RejectedException e) {
                    refused = e;
                }
            }
        }
        throw refused;
    }

    /**
     * Who issues certificates.
     *
     * @param chain of the authority, its root last
     * @param span when it is in charge
     */
    record Authority(List<X509Certificate> chain, Span span) {

        static Authority from(Document document) {
            List<X509Certificate> chain = document.get("certChain").get("certificates").list().stream()
                    .map(VerificationMaterial::certificate)
                    .toList();
            if (chain.isEmpty()) {
                throw new InvalidException("an authority of the trusted root has no certificate");
            }
            return new Authority(chain, Span.from(document.get("validFor")));
        }

        void verify(X509Certificate certificate, byte[] message, byte[] signature, Instant at) {
            List<X509Certificate> whole = new ArrayList<>(List.of(certificate));
            whole.addAll(chain.subList(0, chain.size() - 1));
            TrustedRoots.of(chain.get(chain.size() - 1)).verify(Signatory.of(whole), message, signature, at);
        }
    }

    /**
     * A time from its first to its last instant.
     *
     * @param end {@code null} as long as it goes on
     */
    record Span(Instant start, @Nullable Instant end) {

        static Span from(Document document) {
            return new Span(
                    document.get("start").instant(),
                    document.find("end").map(Document::instant).orElse(null));
        }

        boolean contains(Instant instant) {
            return !instant.isBefore(start) && (end == null || !instant.isAfter(end));
        }
    }
}

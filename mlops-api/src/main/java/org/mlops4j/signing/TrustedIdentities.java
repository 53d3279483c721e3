// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;

/**
 * The people and machines whose keyless signatures by Sigstore count, verified offline: an authority such as Fulcio has
 * certified a key for minutes, after somebody had signed in, and a log such as Rekor has kept the signature. Immutable.
 *
 * <p>Checked are: the signature; the certificate by PKIX at the time that the log tells, up to an authority of the
 * trusted root; that it names a trusted identity; the log's promise of the entry, with its time, and its proof that the
 * entry is in the tree of a signed checkpoint; and that the entry is of this payload, signature and certificate. Times
 * count by the log, so a signature goes on to count when its certificate has long ended.
 *
 * <p>Not checked is the timestamp of the log of certificates that is in the certificate: it finds certificates that the
 * authority issued in secret. Logs without a time of their own (Rekor 2) need a timestamping authority, and are refused
 * with an {@link org.mlops4j.error.IncompatibleException}.
 *
 * @see <a href="https://docs.sigstore.dev/about/bundle/">Sigstore's bundles</a>
 */
public final class TrustedIdentities implements Trust {

    private final SigstoreRoot root;
    private final List<Identity> identities;

    private TrustedIdentities(SigstoreRoot root, List<Identity> identities) {
        this.root = root;
        this.identities = identities;
    }

    /**
     * {@return these identities}
     *
     * @param trustedRoot the text of a {@code trusted_root.json}: of the Sigstore that all share, or of your own
     * @param json of any handle
     * @throws InvalidException if it is no such text, or there is no identity
     */
    public static TrustedIdentities of(String trustedRoot, DocumentText json, Identity... identities) {
        if (identities.length == 0) {
            throw new InvalidException("no identity is trusted, so nothing could ever be verified; give at least one");
        }
        return new TrustedIdentities(SigstoreRoot.read(trustedRoot, json), List.of(identities));
    }

    @Override
    public List<String> names() {
        return identities.stream().map(Identity::toString).toList();
    }

    /**
     * Checks a keyless signature.
     *
     * @param at now: the log must not say that it was signed later
     * @throws RejectedException if the signatory has a lasting key, is not trusted, or one of the checks fails
     * @throws org.mlops4j.error.IncompatibleException if the entry of the log is of a kind that is not verified here
     */
    @Override
    public void verify(Signatory signatory, byte[] message, byte[] signature, Instant at) {
        if (signatory.logEntries().isEmpty() || signatory.certificates().size() != 1) {
            throw new RejectedException("key " + signatory.key() + " is no keyless one of Sigstore; trusted are "
                    + String.join(", ", names()));
        }
        X509Certificate certificate = signatory.certificates().get(0);
        requireTrusted(certificate);
        Instant signed = root.timeOf(signatory, message, signature);
        if (signed.isAfter(at)) {
            throw new RejectedException("the log says that it was signed at " + signed + ", which is after " + at);
        }
        root.requireIssued(certificate, message, signature, signed);
    }

    private void requireTrusted(X509Certificate certificate) {
        List<Identity> named = CertifiedIdentity.of(certificate);
        if (identities.stream().noneMatch(named::contains)) {
            throw new RejectedException(
                    "the certificate is of " + named + "; trusted are " + String.join(", ", names()));
        }
    }

    /**
     * Who signs without a lasting key.
     *
     * @param subject an address of mail, or the URI of a workflow, as the certificate names it
     * @param issuer the URL of the provider where the subject signed in
     */
    public record Identity(String subject, String issuer) {

        /** Checks that both are there. */
        public Identity {
            requireNonNull(subject, "subject");
            requireNonNull(issuer, "issuer");
        }

        @Override
        public String toString() {
            return subject + " by " + issuer;
        }
    }
}

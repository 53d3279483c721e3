// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.signing;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;

/**
 * The certificate authorities under which a key that signs models must have its certificate. Immutable.
 *
 * <p>A chain of certificates is validated as RFC 5280 asks for, by the PKIX of the Java platform: names, signatures,
 * constraints and dates, from the key's certificate up to one that a root issued. The certificate of the key must be
 * made for signing: by its key usage or its extended key usage, and neither may speak against it. So the certificate of
 * a web server under the same root does not sign models.
 *
 * <p>Lists of revoked certificates are not fetched but given, see {@link #withRevocationLists}; without any, revoke
 * signatures in the store. A root itself counts as long as it is given here, whatever its dates.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280#section-6">RFC 5280, section 6</a>
 */
public final class TrustedRoots implements Trust {

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String ANY_USE = "2.5.29.37.0";

    /** Where {@link X509Certificate#getKeyUsage} tells of digital signatures. */
    private static final int DIGITAL_SIGNATURE = 0;

    private final List<X509Certificate> roots;
    private final List<X509CRL> lists;

    private TrustedRoots(List<X509Certificate> roots, List<X509CRL> lists) {
        this.roots = roots;
        this.lists = lists;
    }

    /**
     * {@return these roots}
     *
     * @throws InvalidException if there is none
     */
    public static TrustedRoots of(Collection<X509Certificate> roots) {
        if (roots.isEmpty()) {
            throw new InvalidException("no root is trusted, so nothing could ever be verified; give at least one");
        }
        return new TrustedRoots(
                roots.stream()
                        .distinct()
                        .sorted(Comparator.comparing(TrustedRoots::name))
                        .toList(),
                List.of());
    }

    /**
     * {@return these roots, under which a certificate counts only if its issuer has a list of revoked certificates
     * among these that is in force, and it is not on that list} Holds for every certificate below the root, so give the
     * lists of all issuers, and new ones before they end: without a list nothing counts. Nothing is fetched, unless the
     * property {@code com.sun.security.enableCRLDP} tells the platform to.
     *
     * @param revoked as {@link CertificateFactory#generateCRL} reads them from a file, DER or PEM
     * @throws InvalidException if there is none
     */
    public TrustedRoots withRevocationLists(Collection<X509CRL> revoked) {
        if (revoked.isEmpty()) {
            throw new InvalidException("there is no list of revoked certificates; leave the call out to ask for none");
        }
        return new TrustedRoots(roots, List.copyOf(revoked));
    }

    /** {@return these roots with lists of revoked certificates, see {@link #withRevocationLists(Collection)}} */
    public TrustedRoots withRevocationLists(X509CRL... revoked) {
        return withRevocationLists(List.of(revoked));
    }

    /** {@return these roots, see {@link #of(Collection)}} */
    public static TrustedRoots of(X509Certificate... roots) {
        return of(List.of(roots));
    }

    @Override
    public List<String> names() {
        return roots.stream().map(TrustedRoots::name).toList();
    }

    /**
     * Checks a signature by a key that has a certificate under one of these roots.
     *
     * @throws RejectedException if there are no certificates, they do not lead to one of these roots, one is not valid
     *     at the time, the first is not made for signing, or its key has not signed these bytes
     * @throws InvalidException if the key is neither ECDSA on P-256, P-384 or P-521 nor Ed25519
     */
    @Override
    public void verify(Signatory signatory, byte[] message, byte[] signature, Instant at) {
        if (signatory.certificates().isEmpty()) {
            throw new RejectedException("key " + signatory.key()
                    + " signed without a certificate; sign by Signer.of with the certificates of the key");
        }
        requireIssued(signatory.certificates(), at);
        X509Certificate own = signatory.certificates().get(0);
        requireMadeForSigning(own);
        PublicKey key = own.getPublicKey();
        if (!KeyKind.of(key).verify(key, message, signature)) {
            throw new RejectedException(
                    "the signature is not that of the key of " + subject(own) + " over these bytes");
        }
    }

    private void requireIssued(List<X509Certificate> chain, Instant at) {
        try {
            Set<TrustAnchor> anchors = new LinkedHashSet<>();
            roots.forEach(root -> anchors.add(new TrustAnchor(root, null)));
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(belowRoots(chain));
            CertPathValidator validator = CertPathValidator.getInstance("PKIX");
            if (!lists.isEmpty()) {
                parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
                parameters.addCertPathChecker(byLists(validator));
            }
            validator.validate(path, parameters);
        } catch (CertPathValidatorException e) {
            // The message of the platform has dates in the zone and language of the machine; the reason has none.
            throw new RejectedException(
                    "the certificate of " + subject(chain.get(Math.max(0, e.getIndex()))) + why(e.getReason()) + " at "
                            + at + " (" + e.getReason() + ")",
                    e);
        } catch (GeneralSecurityException e) {
            throw new InvalidException("the certificates of the signature are no chain", e);
        }
    }

    /** By the given lists alone: the platform asks no server for a status. */
    private static PKIXRevocationChecker byLists(CertPathValidator validator) {
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK));
        return checker;
    }

    private static String why(CertPathValidatorException.Reason reason) {
        if (reason == BasicReason.REVOKED) {
            return " is on the list of revoked ones of its issuer";
        } else if (reason == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
            return " is not known to be in force: no list of revoked ones of its issuer is";
        }
        return " does not lead to a trusted root";
    }

    /** Some write the root at the end of the chain, where PKIX wants what it issued. */
    private List<X509Certificate> belowRoots(List<X509Certificate> chain) {
        int end = 1;
        while (end < chain.size() && !roots.contains(chain.get(end))) {
            end++;
        }
        return chain.subList(0, end);
    }

    private static void requireMadeForSigning(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        List<String> extended = extendedUsage(certificate);
        boolean stated = usage != null || extended != null;
        boolean denied = (usage != null && !usage[DIGITAL_SIGNATURE])
                || (extended != null && !extended.contains(CODE_SIGNING) && !extended.contains(ANY_USE));
        if (!stated || denied) {
            throw new RejectedException("the certificate of " + subject(certificate)
                    + " is not made for signing; it needs the key usage digitalSignature, and codeSigning if it has"
                    + " extended key usages");
        }
    }

    private static @Nullable List<String> extendedUsage(X509Certificate certificate) {
        try {
            return certificate.getExtendedKeyUsage();
        } catch (CertificateParsingException e) {
            throw new InvalidException("the extended key usage of " + subject(certificate) + " is not readable", e);
        }
    }

    private static String name(X509Certificate root) {
        return "keys with certificates under " + subject(root) + " (" + TrustedKeys.id(root.getPublicKey()) + ")";
    }

    private static String subject(X509Certificate certificate) {
        return "'" + certificate.getSubjectX500Principal().getName() + "'";
    }
}

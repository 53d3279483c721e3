// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.signing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.core.signing.CertifiedKey.AUTHORITY;
import static org.mlops4j.core.signing.CertifiedKey.CERTIFICATE_AND_LIST_SIGNATURE;
import static org.mlops4j.core.signing.CertifiedKey.DIGITAL_SIGNATURE;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Digest;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.signing.ModelSignature;
import org.mlops4j.signing.SignedFiles;
import org.mlops4j.signing.Trust;
import org.mlops4j.signing.TrustPolicy;
import org.mlops4j.signing.TrustedKeys;
import org.mlops4j.signing.TrustedRoots;

/** Lists of revoked certificates, and several kinds of trust together. */
class RevocationListsTest {

    private static final Instant IN_MARCH = Instant.parse("2026-03-03T12:00:00Z");
    private static final Instant YESTERDAY = IN_MARCH.minus(Duration.ofDays(1));

    private static Map<String, CertifiedKey> made = Map.of();

    private final DocumentText json = new JacksonText();

    @BeforeAll
    static void make() throws GeneralSecurityException {
        CertifiedKey root = CertifiedKey.root("root", AUTHORITY);
        CertifiedKey department = root.issue("department", AUTHORITY, CERTIFICATE_AND_LIST_SIGNATURE);
        made = Stream.of(
                        root,
                        department,
                        department.issue("release", DIGITAL_SIGNATURE),
                        department.issue("leaked", DIGITAL_SIGNATURE),
                        CertifiedKey.root("stranger", AUTHORITY))
                .collect(Collectors.toUnmodifiableMap(CertifiedKey::name, key -> key));
    }

    private static CertifiedKey made(String name) {
        return requireNonNull(made.get(name), name);
    }

    private static TrustedRoots root() {
        return TrustedRoots.of(made("root").certificate());
    }

    private static SignedFiles files() {
        return new SignedFiles("model", new TreeMap<>(Map.of("weights", Digest.of("1 2 3"))), new TreeSet<>());
    }

    private void counts(String name, Trust trust, Instant at) {
        String bundle = ModelSignature.sign(files(), made(name).signer(), json);
        assertThat(ModelSignature.verify(bundle, trust, at, json)).isEqualTo(files());
    }

    private void refuses(String name, Trust trust, Instant at, String... why) {
        String bundle = ModelSignature.sign(files(), made(name).signer(), json);
        assertThatThrownBy(() -> ModelSignature.verify(bundle, trust, at, json))
                .isInstanceOf(RejectedException.class)
                .hasMessageContainingAll(why);
    }

    @Test
    void aCertificateOnTheListOfItsIssuerDoesNotCount() throws GeneralSecurityException {
        TrustedRoots trust = root().withRevocationLists(
                        made("root").revocationList(YESTERDAY),
                        made("department").revocationList(YESTERDAY, made("leaked")));
        counts("release", trust, IN_MARCH);
        refuses("leaked", trust, IN_MARCH, "the certificate of 'CN=leaked' is on the list of revoked ones", "REVOKED");
        counts("leaked", root(), IN_MARCH);
    }

    @Test
    void whatADepartmentSignedDoesNotCountWhenTheDepartmentIsRevoked() throws GeneralSecurityException {
        TrustedRoots trust = root().withRevocationLists(
                        made("root").revocationList(YESTERDAY, made("department")),
                        made("department").revocationList(YESTERDAY));
        refuses("release", trust, IN_MARCH, "'CN=department' is on the list of revoked ones");
    }

    @Test
    void withoutAListThatIsInForceNothingCounts() throws GeneralSecurityException {
        TrustedRoots one = root().withRevocationLists(made("root").revocationList(YESTERDAY));
        refuses("release", one, IN_MARCH, "'CN=release' is not known to be in force");
        TrustedRoots both = root().withRevocationLists(
                        made("root").revocationList(YESTERDAY),
                        made("department").revocationList(YESTERDAY));
        counts("release", both, IN_MARCH);
        refuses("release", both, IN_MARCH.plus(Duration.ofDays(8)), "is not known to be in force");
        refuses("release", both, IN_MARCH.minus(Duration.ofDays(8)), "is not known to be in force");
        assertThatThrownBy(() -> root().withRevocationLists()).isInstanceOf(InvalidException.class);
    }

    @Test
    void aListThatAStrangerSignedInTheNameOfTheIssuerIsNoList() throws GeneralSecurityException {
        CertifiedKey impostor = CertifiedKey.root("department", AUTHORITY);
        TrustedRoots trust =
                root().withRevocationLists(made("root").revocationList(YESTERDAY), impostor.revocationList(YESTERDAY));
        refuses("release", trust, IN_MARCH, "is not known to be in force");
    }

    @Test
    void keysAndRootsAreTrustedTogether() {
        TrustedKeys keys = TrustedKeys.of(made("stranger").keys().getPublic());
        TrustPolicy both = TrustPolicy.anyOf(keys, root());
        counts("stranger", both, IN_MARCH);
        counts("release", both, IN_MARCH);
        counts("release", TrustPolicy.anyOf(root(), keys), IN_MARCH);
        assertThat(both.names()).hasSize(2).containsAll(keys.names()).containsAll(root().names());
        TrustPolicy nobody = TrustPolicy.anyOf(
                TrustedKeys.of(made("leaked").keys().getPublic()),
                TrustedRoots.of(made("stranger").certificate()));
        refuses(
                "release",
                nobody,
                IN_MARCH,
                "is not trusted; trusted are",
                "; and the certificate of",
                "does not lead");
        assertThatThrownBy(TrustPolicy::anyOf).isInstanceOf(InvalidException.class);
        assertThat(List.of(nobody, both))
                .extracting(policy -> policy.names().size())
                .containsExactly(2, 2);
    }
}

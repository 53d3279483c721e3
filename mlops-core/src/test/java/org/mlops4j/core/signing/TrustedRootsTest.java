// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.signing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.core.signing.CertifiedKey.AUTHORITY;
import static org.mlops4j.core.signing.CertifiedKey.BOTH_SIGNATURES;
import static org.mlops4j.core.signing.CertifiedKey.CERTIFICATE_SIGNATURE;
import static org.mlops4j.core.signing.CertifiedKey.CODE_SIGNING;
import static org.mlops4j.core.signing.CertifiedKey.DIGITAL_SIGNATURE;
import static org.mlops4j.core.signing.CertifiedKey.KEY_AGREEMENT;
import static org.mlops4j.core.signing.CertifiedKey.WEB_SERVER;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.signing.ModelSignature;
import org.mlops4j.signing.SignedFiles;
import org.mlops4j.signing.Signer;
import org.mlops4j.signing.Trust;
import org.mlops4j.signing.TrustedKeys;
import org.mlops4j.signing.TrustedRoots;
import org.mlops4j.signing.VersionSignature;

/** Chains of certificates that were made for this test, and the one of the specification's test vectors. */
class TrustedRootsTest {

    private static final Instant IN_MARCH = Instant.parse("2026-03-03T12:00:00Z");

    private static Map<String, CertifiedKey> made = Map.of();

    private final DocumentText json = new JacksonText();

    @BeforeAll
    static void make() throws GeneralSecurityException {
        CertifiedKey root = CertifiedKey.root("root", AUTHORITY);
        CertifiedKey department = root.issue("department", AUTHORITY, CERTIFICATE_SIGNATURE);
        CertifiedKey anything = department.issue("anything");
        made = Stream.of(
                        root,
                        department,
                        anything,
                        department.issue("release", DIGITAL_SIGNATURE, CODE_SIGNING),
                        department.issue("web", DIGITAL_SIGNATURE, WEB_SERVER),
                        department.issue("agreement", KEY_AGREEMENT),
                        anything.issue("climber", DIGITAL_SIGNATURE),
                        CertifiedKey.root("stranger", AUTHORITY, BOTH_SIGNATURES))
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

    private String signedBy(String name) {
        return ModelSignature.sign(files(), made(name).signer(), json);
    }

    private void refuses(String bundle, Trust trust, Instant at, String why) {
        assertThatThrownBy(() -> ModelSignature.verify(bundle, trust, at, json))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aChainThatLeadsToATrustedRootVerifies() {
        assertThat(made("release").chain()).hasSize(3);
        assertThat(ModelSignature.verify(signedBy("release"), root(), IN_MARCH, json))
                .isEqualTo(files());
        assertThat(ModelSignature.claim(signedBy("release"), json).key())
                .isEqualTo(TrustedKeys.id(made("release").keys().getPublic()));
    }

    @Test
    void theRootMayBeLeftOutButNothingBelowIt() {
        List<X509Certificate> chain = made("release").chain();
        Signer withoutRoot = Signer.of(made("release").keys(), chain.subList(0, 2));
        assertThat(ModelSignature.verify(ModelSignature.sign(files(), withoutRoot, json), root(), IN_MARCH, json))
                .isEqualTo(files());
        Signer alone = Signer.of(made("release").keys(), chain.subList(0, 1));
        refuses(ModelSignature.sign(files(), alone, json), root(), IN_MARCH, "does not lead to a trusted root");
        TrustedRoots department = TrustedRoots.of(made("department").certificate());
        assertThat(ModelSignature.verify(ModelSignature.sign(files(), alone, json), department, IN_MARCH, json))
                .isEqualTo(files());
    }

    @Test
    void anotherRootIsNotTrusted() {
        TrustedRoots stranger = TrustedRoots.of(made("stranger").certificate());
        refuses(signedBy("release"), stranger, IN_MARCH, "does not lead to a trusted root");
        refuses(signedBy("stranger"), root(), IN_MARCH, "does not lead to a trusted root");
        assertThat(ModelSignature.verify(signedBy("stranger"), stranger, IN_MARCH, json))
                .isEqualTo(files());
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T23:59:59Z, NOT_YET_VALID",
        "2026-01-01T00:00:00Z, ",
        "2026-04-11T00:00:00Z, ",
        "2026-04-11T00:00:01Z, EXPIRED"
    })
    void certificatesCountFromTheirFirstToTheirLastSecond(Instant at, String refusal) {
        if (refusal == null) {
            assertThat(ModelSignature.verify(signedBy("release"), root(), at, json))
                    .isEqualTo(files());
        } else {
            refuses(signedBy("release"), root(), at, "at " + at + " (" + refusal + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "agreement", "anything"})
    void aCertificateThatIsNotMadeForSigningIsRefused(String name) {
        refuses(signedBy(name), root(), IN_MARCH, "the certificate of 'CN=" + name + "' is not made for signing");
    }

    @Test
    void whoIsNoAuthorityIssuesNothing() {
        refuses(signedBy("climber"), root(), IN_MARCH, "the certificate of 'CN=anything' does not lead");
        refuses(signedBy("climber"), root(), IN_MARCH, "NOT_CA_CERT");
    }

    @Test
    void aForeignKeyDoesNotSignUnderTheCertificateOfAnother() {
        String foreign = signedBy("stranger");
        String own = signedBy("release");
        String forged = json.write(Document.object(json.read(foreign).fields())
                .with("verificationMaterial", json.read(own).get("verificationMaterial")));
        refuses(forged, root(), IN_MARCH, "is not that of the key of 'CN=release'");
        assertThatThrownBy(
                        () -> Signer.of(made("stranger").keys(), made("release").chain()))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("first certificate");
    }

    @Test
    void aKeyWithoutACertificateIsRefusedByRoots() {
        refuses(
                ModelSignature.sign(files(), Signer.of(made("release").keys()), json),
                root(),
                IN_MARCH,
                "without a certificate");
        assertThatThrownBy(TrustedRoots::of).isInstanceOf(InvalidException.class);
    }

    @Test
    void aTrustedKeyCountsWhateverItsCertificatesSay() {
        TrustedKeys trusted = TrustedKeys.of(made("climber").keys().getPublic());
        assertThat(ModelSignature.verify(signedBy("climber"), trusted, json)).isEqualTo(files());
    }

    @Test
    void theChainOfTheTestVectorsLeadsToItsRoot() throws Exception {
        X509Certificate root;
        try (InputStream pem = resource("root-certificate.pem")) {
            root = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
        String bundle;
        try (InputStream in = resource("valid/certificate.bundle.json")) {
            bundle = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(ModelSignature.verify(bundle, TrustedRoots.of(root), IN_MARCH, json)
                        .files())
                .containsOnlyKeys("signme-1", "signme-2");
        refuses(bundle, TrustedRoots.of(root), IN_MARCH.plus(Duration.ofDays(4_000)), "EXPIRED");
        refuses(bundle, root(), IN_MARCH, "does not lead to a trusted root");
    }

    private static InputStream resource(String name) {
        return requireNonNull(TrustedRootsTest.class.getResourceAsStream(name), name);
    }

    @Test
    void aStoreLoadsWhatIsSignedUnderTheRootUntilTheCertificateEndsOrIsRevoked(@TempDir Path scratch) {
        SettableClock clock = new SettableClock("2026-03-03T12:00:00Z");
        try (Mlops mlops = Mlops.builder()
                .directory(scratch.resolve("store"))
                .clock(clock)
                .requireSigned(root())
                .open()) {
            ModelVersion version = mlops.registry()
                    .register(
                            "m",
                            ModelPackage.of("linear")
                                    .withFile(
                                            "model",
                                            "{\"intercept\": 1, \"coefficients\": [2], \"link\": \"identity\"}"
                                                    .getBytes(StandardCharsets.UTF_8)));
            DeploymentSpec spec = DeploymentSpec.named("d").champion("m/1");
            assertThatThrownBy(() -> mlops.serving().deploy(spec))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("keys with certificates under 'CN=root'");

            VersionSignature signature =
                    mlops.signatures().sign(version, made("release").signer());
            mlops.serving().deploy(spec).close();

            clock.advance(Duration.ofDays(365));
            assertThatThrownBy(() -> mlops.serving().deploy(spec))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("EXPIRED");

            clock.advance(Duration.ofDays(-365));
            mlops.serving().deploy(spec).close();
            mlops.signatures().revoke(signature, "the key leaked");
            assertThatThrownBy(() -> mlops.serving().deploy(spec)).hasMessageContaining("the key leaked");
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.signing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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

    @TempDir
    private static Path scratch;

    private static Certificates made;

    private final DocumentText json = new JacksonText();

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        made = new Certificates(scratch.resolve("keys.p12"));
        made.make("root", "-ext", "bc:c", "-validity", "1000");
        made.make("department", "-signer", "root", "-ext", "bc:c");
        made.make("release", "-signer", "department", "-ext", "ku:c=digitalSignature", "-ext", "eku=codeSigning");
        made.make("web", "-signer", "department", "-ext", "ku:c=digitalSignature", "-ext", "eku=serverAuth");
        made.make("agreement", "-signer", "department", "-ext", "ku:c=keyAgreement");
        made.make("anything", "-signer", "department");
        made.make("climber", "-signer", "anything", "-ext", "ku:c=digitalSignature");
        made.make("stranger", "-ext", "bc:c", "-ext", "ku=digitalSignature,keyCertSign");
    }

    private static TrustedRoots root() throws IOException, GeneralSecurityException {
        return TrustedRoots.of(made.certificate("root"));
    }

    private static SignedFiles files() {
        return new SignedFiles("model", new TreeMap<>(Map.of("weights", Digest.of("1 2 3"))), new TreeSet<>());
    }

    private String signedBy(String name) throws IOException, GeneralSecurityException {
        return ModelSignature.sign(files(), made.signer(name), json);
    }

    private void refuses(String bundle, Trust trust, Instant at, String why) {
        assertThatThrownBy(() -> ModelSignature.verify(bundle, trust, at, json))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aChainThatLeadsToATrustedRootVerifies() throws Exception {
        assertThat(made.chain("release")).hasSize(3);
        assertThat(ModelSignature.verify(signedBy("release"), root(), IN_MARCH, json))
                .isEqualTo(files());
        assertThat(ModelSignature.claim(signedBy("release"), json).key())
                .isEqualTo(TrustedKeys.id(made.keys("release").getPublic()));
    }

    @Test
    void theRootMayBeLeftOutButNothingBelowIt() throws Exception {
        List<X509Certificate> chain = made.chain("release");
        Signer withoutRoot = Signer.of(made.keys("release"), chain.subList(0, 2));
        assertThat(ModelSignature.verify(ModelSignature.sign(files(), withoutRoot, json), root(), IN_MARCH, json))
                .isEqualTo(files());
        Signer alone = Signer.of(made.keys("release"), chain.subList(0, 1));
        refuses(ModelSignature.sign(files(), alone, json), root(), IN_MARCH, "does not lead to a trusted root");
        TrustedRoots department = TrustedRoots.of(made.certificate("department"));
        assertThat(ModelSignature.verify(ModelSignature.sign(files(), alone, json), department, IN_MARCH, json))
                .isEqualTo(files());
    }

    @Test
    void anotherRootIsNotTrusted() throws Exception {
        TrustedRoots stranger = TrustedRoots.of(made.certificate("stranger"));
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
    void certificatesCountFromTheirFirstToTheirLastSecond(Instant at, String refusal) throws Exception {
        if (refusal == null) {
            assertThat(ModelSignature.verify(signedBy("release"), root(), at, json))
                    .isEqualTo(files());
        } else {
            refuses(signedBy("release"), root(), at, "at " + at + " (" + refusal + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "agreement", "anything"})
    void aCertificateThatIsNotMadeForSigningIsRefused(String name) throws Exception {
        refuses(signedBy(name), root(), IN_MARCH, "the certificate of 'CN=" + name + "' is not made for signing");
    }

    @Test
    void whoIsNoAuthorityIssuesNothing() throws Exception {
        refuses(signedBy("climber"), root(), IN_MARCH, "the certificate of 'CN=anything' does not lead");
        refuses(signedBy("climber"), root(), IN_MARCH, "NOT_CA_CERT");
    }

    @Test
    void aForeignKeyDoesNotSignUnderTheCertificateOfAnother() throws Exception {
        String foreign = signedBy("stranger");
        String own = signedBy("release");
        String forged = json.write(Document.object(json.read(foreign).fields())
                .with("verificationMaterial", json.read(own).get("verificationMaterial")));
        refuses(forged, root(), IN_MARCH, "is not that of the key of 'CN=release'");
        assertThatThrownBy(() -> Signer.of(made.keys("stranger"), made.chain("release")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("first certificate");
    }

    @Test
    void aKeyWithoutACertificateIsRefusedByRoots() throws Exception {
        refuses(
                ModelSignature.sign(files(), Signer.of(made.keys("release")), json),
                root(),
                IN_MARCH,
                "without a certificate");
        assertThatThrownBy(TrustedRoots::of).isInstanceOf(InvalidException.class);
    }

    @Test
    void aTrustedKeyCountsWhateverItsCertificatesSay() throws Exception {
        TrustedKeys trusted = TrustedKeys.of(made.keys("climber").getPublic());
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
    void aStoreLoadsWhatIsSignedUnderTheRootUntilTheCertificateEndsOrIsRevoked() throws Exception {
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

            VersionSignature signature = mlops.signatures().sign(version, made.signer("release"));
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

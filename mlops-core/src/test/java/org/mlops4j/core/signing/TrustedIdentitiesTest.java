// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.signing.ModelSignature;
import org.mlops4j.signing.SignedFiles;
import org.mlops4j.signing.TrustPolicy;
import org.mlops4j.signing.TrustedIdentities;
import org.mlops4j.signing.TrustedIdentities.Identity;

/**
 * The keyless vector of the specification, bundles of Sigstore's conformance suite, and what can be wrong with them.
 */
class TrustedIdentitiesTest {

    private static final Instant SIGNED = Instant.ofEpochSecond(1_760_062_340);
    private static final Instant IN_MARCH = Instant.parse("2026-03-03T12:00:00Z");
    private static final Identity STEFAN = new Identity("stefanb@us.ibm.com", "https://sigstore.verify.ibm.com/oauth2");
    private static final Identity BEACON = new Identity(
            "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/"
                    + "extremely-dangerous-oidc-beacon.yml@refs/heads/main",
            "https://token.actions.githubusercontent.com");

    private final DocumentText json = new JacksonText();

    private static String resource(String name) throws IOException {
        try (InputStream in = TrustedIdentitiesTest.class.getResourceAsStream(name)) {
            return new String(requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }

    private static String vector() throws IOException {
        return resource("valid/sigstore.bundle.json");
    }

    private TrustedIdentities trusted(Identity... identities) throws IOException {
        return TrustedIdentities.of(resource("keyless/trusted_root.json"), json, identities);
    }

    private void refuses(String bundle, TrustedIdentities trust, Instant at, String why) {
        assertThatThrownBy(() -> ModelSignature.verify(bundle, trust, at, json))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void theKeylessVectorOfTheSpecificationVerifiesFromTheTimeOfItsLogOn() throws IOException {
        for (Instant at : List.of(SIGNED, IN_MARCH, IN_MARCH.plus(Duration.ofDays(20_000)))) {
            SignedFiles signed = ModelSignature.verify(vector(), trusted(BEACON, STEFAN), at, json);
            assertThat(signed.files()).containsOnlyKeys("signme-1", "signme-2");
        }
        refuses(vector(), trusted(STEFAN), SIGNED.minusSeconds(1), "the log says that it was signed at " + SIGNED);
    }

    @Test
    void onlyTheIdentityByItsIssuerIsTrusted() throws IOException {
        refuses(vector(), trusted(BEACON), IN_MARCH, "the certificate is of [stefanb@us.ibm.com by https://sigstore");
        refuses(vector(), trusted(new Identity(STEFAN.subject(), BEACON.issuer())), IN_MARCH, "trusted are stefanb");
        refuses(vector(), trusted(new Identity("stefanb", STEFAN.issuer())), IN_MARCH, "trusted are stefanb by");
        assertThatThrownBy(this::trusted).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> TrustedIdentities.of("{\"mediaType\": \"x\"}", json, STEFAN))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void aBundleOfTheConformanceSuiteIsTrustedThoughItIsOfNoModel() throws IOException {
        String bundle = resource("keyless/happy-path-intoto-in-dsse-v3.json");
        assertThatThrownBy(() -> ModelSignature.verify(bundle, trusted(BEACON), IN_MARCH, json))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("predicateType");
        refuses(bundle, trusted(STEFAN), IN_MARCH, "the certificate is of [https://github.com/sigstore-conformance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsse-invalid-sig_fail", "dsse-mismatch-envelope_fail", "dsse-mismatch-sig_fail"})
    void bundlesThatMustFailAreRefused(String name) throws IOException {
        refuses(resource("keyless/" + name + ".json"), trusted(BEACON), IN_MARCH, "another payload, signature");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"1760062340\"           | \"1760062341\"           | has not promised",
                "\"598151086\"            | \"598151087\"            | has not promised",
                "\"P439a1wjUaISQbG2jSI     | \"P439a1wjUaISQbG2jSJ     | not in the tree of the log's checkpoint",
                "\"476246825\"            | \"476246826\"            | the proof of the log is not right",
                "rekor.sigstore.dev - 11    | rekor.sigstore.dev - 12    | the checkpoint is not signed by the log",
                "\"inclusionProof\"       | \"inclusionproof\"       | without a proof",
                "wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0= | CGCS8ChS/2hF0dFrJ4ScRWcYrBY9wzjSbea8IgY2b3I= | no log of"
            })
    void whatTheLogSaysMustBeSignedByIt(String part, String other, String why) throws IOException {
        assertThat(vector()).contains(part);
        refuses(vector().replace(part, other), trusted(STEFAN), IN_MARCH, why);
    }

    @Test
    void aLogThatTellsNoTimeIsNotVerifiedHere() throws IOException {
        String bundle = vector().replace("\"inclusionPromise\"", "\"inclusionpromise\"");
        assertThatThrownBy(() -> ModelSignature.verify(bundle, trusted(STEFAN), IN_MARCH, json))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("Rekor 2");
    }

    @Test
    void logsAndAuthoritiesCountOnlyWhileTheyWereInCharge() throws IOException {
        String root = resource("keyless/trusted_root.json");
        TrustedIdentities laterLog =
                TrustedIdentities.of(root.replace("2021-01-12T11:53:27", "2025-12-12T11:53:27"), json, STEFAN);
        refuses(vector(), laterLog, IN_MARCH, "was not in charge at " + SIGNED);
        TrustedIdentities laterAuthority =
                TrustedIdentities.of(root.replace("2022-04-13T20:06:15", "2025-12-12T11:53:27"), json, STEFAN);
        refuses(vector(), laterAuthority, IN_MARCH, "no authority of the trusted root was in charge at " + SIGNED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void noFlippedByteOfAKeylessBundleChangesWhatItCovers(int part) throws IOException {
        TrustedIdentities trust = trusted(STEFAN);
        SignedFiles expected = ModelSignature.verify(vector(), trust, IN_MARCH, json);
        byte[] bundle = vector().getBytes(UTF_8);
        IntStream.iterate(part * 5, i -> i < bundle.length, i -> i + 20).forEach(i -> {
            byte[] flipped = bundle.clone();
            flipped[i] ^= 1;
            try {
                assertThat(ModelSignature.verify(new String(flipped, UTF_8), trust, IN_MARCH, json))
                        .as("byte %d", i)
                        .isEqualTo(expected);
            } catch (InvalidException | RejectedException | IncompatibleException e) {
                assertThat(e).as("byte %d", i).hasMessageMatching("(?s).{10,}");
            }
        });
    }

    @Test
    void aStoreTakesKeylessSignaturesBesideThoseOfKeys(@TempDir Path scratch) throws Exception {
        TrustPolicy policy = TrustPolicy.anyOf(ModelSignatureTest.keyOfTheVectors(), trusted(STEFAN));
        try (Mlops mlops = Mlops.builder()
                .directory(scratch.resolve("store"))
                .clock(new SettableClock("2026-03-03T12:00:00Z"))
                .open()) {
            ModelVersion version = mlops.registry()
                    .register(
                            "m",
                            ModelPackage.of("linear")
                                    .withFile("signme-1", "signme-1".getBytes(UTF_8))
                                    .withFile("signme-2", "signme-2".getBytes(UTF_8)));
            assertThatThrownBy(() -> mlops.signatures().verify(version, policy))
                    .hasMessageContaining("stefanb@us.ibm.com by https://sigstore.verify.ibm.com/oauth2");
            mlops.signatures().attach(version, vector());
            assertThat(mlops.signatures().verify(version, policy).version()).isEqualTo("m/1");
        }
    }
}

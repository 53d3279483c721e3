// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.signing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.signing.ModelSignature;
import org.mlops4j.signing.SignedDirectory;
import org.mlops4j.signing.SignedFiles;
import org.mlops4j.signing.Signer;
import org.mlops4j.signing.TrustedKeys;

/** Against the test vectors of the specification, and round trips on every curve. */
class ModelSignatureTest {

    private final DocumentText json = new JacksonText();

    private static String resource(String name) throws IOException {
        try (InputStream in = requireNonNull(ModelSignatureTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static TrustedKeys keyOfTheVectors() throws IOException, GeneralSecurityException {
        String body = resource("signing-key-pub.pem").replaceAll("-----[A-Z ]+-----|\n", "");
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
        return TrustedKeys.of(key);
    }

    private static KeyPair keys(String curve) throws GeneralSecurityException {
        if (curve.equals("Ed25519")) {
            return KeyPairGenerator.getInstance(curve).generateKeyPair();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static SignedFiles twoFiles() {
        return new SignedFiles(
                "model",
                new TreeMap<>(Map.of("signme-1", Digest.of("signme-1\n"), "signme-2", Digest.of("signme-2"))),
                new TreeSet<>());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "certificate"})
    void validVectorsVerify(String vector) throws IOException, GeneralSecurityException {
        SignedFiles signed =
                ModelSignature.verify(resource("valid/" + vector + ".bundle.json"), keyOfTheVectors(), json);

        signed.requireSame(twoFiles());
        assertThat(signed.root().hex()).isEqualTo("92745110b1ab4368471cbe31664e10174e954b113a3df333db860317b2c6dec4");
        assertThat(signed.ignored()).contains("ignore-me");
    }

    @Test
    void aValidKeylessVectorIsNotByATrustedKey() throws IOException {
        String bundle = resource("valid/sigstore.bundle.json");
        assertThatThrownBy(() -> ModelSignature.verify(bundle, keyOfTheVectors(), json))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("is not trusted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "missing-envelope", "missing-tlog-entries", "missing-verification-material"})
    void invalidVectorsAreRefused(String vector) throws IOException {
        String bundle = resource("invalid/" + vector + ".bundle.json");
        assertThatThrownBy(() -> ModelSignature.verify(bundle, keyOfTheVectors(), json))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void aVectorWithAnotherPayloadIsRefusedByItsSignature() throws IOException {
        String bundle = resource("invalid-payload/wrong-predicate.bundle.json");
        assertThatThrownBy(() -> ModelSignature.verify(bundle, keyOfTheVectors(), json))
                .isInstanceOf(RejectedException.class);
    }

    @Test
    void anotherPredicateIsRefusedThoughItsSignatureIsRight() throws GeneralSecurityException {
        Signer signer = Signer.of(keys("secp256r1"));
        String payload = json.write(Document.object()
                .with("_type", "https://in-toto.io/Statement/v1")
                .with("predicateType", "https://example.com/other"));
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        byte[] signature = signer.sign(("DSSEv1 28 application/vnd.in-toto+json " + bytes.length + " " + payload)
                .getBytes(StandardCharsets.UTF_8));
        Document bundle = json.read(ModelSignature.sign(twoFiles(), signer, json));
        Document forged = Document.object(bundle.fields())
                .with(
                        "dsseEnvelope",
                        Document.object(bundle.get("dsseEnvelope").fields())
                                .with("payload", Base64.getEncoder().encodeToString(bytes))
                                .with(
                                        "signatures",
                                        Document.list(Document.object()
                                                .with("sig", Base64.getEncoder().encodeToString(signature)))));

        assertThatThrownBy(() -> ModelSignature.verify(json.write(forged), TrustedKeys.of(signer.publicKey()), json))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("predicateType");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void whatIsSignedVerifiesOnEveryCurve(String curve) throws GeneralSecurityException {
        Signer signer = Signer.of(keys(curve));
        String bundle = ModelSignature.sign(twoFiles(), signer, json);

        assertThat(ModelSignature.verify(bundle, TrustedKeys.of(signer.publicKey()), json))
                .isEqualTo(twoFiles());
        TrustedKeys others = TrustedKeys.of(keys(curve).getPublic());
        assertThatThrownBy(() -> ModelSignature.verify(bundle, others, json))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("not trusted");
    }

    @Test
    void theKeyIdWithinTheBundleIsOnlyAHint() throws GeneralSecurityException {
        Signer attacker = Signer.of(keys("secp256r1"));
        PublicKey trusted = keys("secp256r1").getPublic();
        String bundle = ModelSignature.sign(twoFiles(), attacker, json)
                .replace(TrustedKeys.id(attacker.publicKey()), TrustedKeys.id(trusted));

        assertThatThrownBy(() -> ModelSignature.verify(bundle, TrustedKeys.of(trusted), json))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("is not that of key");
    }

    @Test
    void noFlippedByteOfABundleChangesWhatItCovers() throws GeneralSecurityException {
        Signer signer = Signer.of(keys("secp256r1"));
        TrustedKeys trusted = TrustedKeys.of(signer.publicKey());
        byte[] bundle = ModelSignature.sign(twoFiles(), signer, json).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bundle.length; i++) {
            byte[] flipped = bundle.clone();
            flipped[i] ^= 1;
            try {
                SignedFiles signed = ModelSignature.verify(new String(flipped, StandardCharsets.UTF_8), trusted, json);
                assertThat(signed).as("byte %d", i).isEqualTo(twoFiles());
            } catch (InvalidException | RejectedException | IncompatibleException e) {
                assertThat(e).as("byte %d", i).hasMessageMatching("(?s).{10,}");
            }
        }
    }

    @Test
    void keysThatCannotSignModelsAreRefused() throws GeneralSecurityException {
        Signer edwards = Signer.of(keys("Ed25519"));
        assertThatThrownBy(() -> ModelSignature.sign(twoFiles(), edwards, json)).isInstanceOf(InvalidException.class);
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThatThrownBy(() -> Signer.of(rsa)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> TrustedKeys.of(rsa.getPublic())).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> TrustedKeys.of()).isInstanceOf(InvalidException.class);
        KeyPair mixed =
                new KeyPair(keys("secp256r1").getPublic(), keys("secp256r1").getPrivate());
        assertThatThrownBy(() -> Signer.of(mixed)).isInstanceOf(InvalidException.class);
    }

    @Test
    void aDirectoryIsSignedWithEveryFileInIt(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("weights.bin"), "1");
        Files.createDirectories(directory.resolve("tokens/.git"));
        Files.createDirectories(directory.resolve(".git"));
        Files.writeString(directory.resolve("tokens/.git/kept"), "2");
        Files.writeString(directory.resolve(".git/left out"), "3");
        Signer signer = Signer.of(keys("secp384r1"));
        Set<String> ignored = Set.of("model.sig");
        String bundle = ModelSignature.sign(SignedDirectory.read(directory, ignored), signer, json);
        Files.writeString(directory.resolve("model.sig"), bundle);

        SignedFiles signed = ModelSignature.verify(bundle, TrustedKeys.of(signer.publicKey()), json);
        assertThat(signed.files()).containsOnlyKeys("tokens/.git/kept", "weights.bin");
        signed.requireSame(SignedDirectory.read(directory, ignored));

        Files.writeString(directory.resolve("more"), "4");
        assertThatThrownBy(() -> signed.requireSame(SignedDirectory.read(directory, ignored)))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("does not cover more");
        Files.delete(directory.resolve("more"));
        Files.writeString(directory.resolve("weights.bin"), "2");
        assertThatThrownBy(() -> signed.requireSame(SignedDirectory.read(directory, ignored)))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("'weights.bin' is not the one");
        Files.delete(directory.resolve("weights.bin"));
        assertThatThrownBy(() -> signed.requireSame(SignedDirectory.read(directory, ignored)))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("'weights.bin' of the signed model is missing");
        Files.createSymbolicLink(directory.resolve("weights.bin"), directory.resolve("tokens/.git/kept"));
        assertThatThrownBy(() -> SignedDirectory.read(directory, ignored))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("weights.bin is a symbolic link");
    }
}

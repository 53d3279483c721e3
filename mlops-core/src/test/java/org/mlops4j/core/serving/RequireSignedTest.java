// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.signing.ModelSignature;
import org.mlops4j.signing.SignedFiles;
import org.mlops4j.signing.Signer;
import org.mlops4j.signing.TrustedKeys;
import org.mlops4j.signing.VersionSignature;

/** A handle that requires signatures loads what a trusted key signed, and nothing else. */
class RequireSignedTest {

    @TempDir
    private Path directory;

    private final Signer release = signer();
    private final Signer stranger = signer();
    private final TrustedKeys trusted = TrustedKeys.of(release.publicKey());
    private final ProbeFormat format = new ProbeFormat();
    private Mlops mlops;
    private ModelVersion version;

    @BeforeEach
    void open() {
        mlops = Mlops.builder()
                .directory(directory)
                .format(format)
                .requireSigned(trusted)
                .open();
        version = mlops.registry().register("m", ProbeFormat.model(100, 2));
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private static Signer signer() {
        try {
            return Signer.of(KeyPairGenerator.getInstance("EC").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Deployment deploy(Mlops by) {
        return by.serving().deploy(DeploymentSpec.named("d").champion("m/1"));
    }

    private static double score(Deployment deployment) {
        double[] out = new double[2];
        deployment.score(new double[2], out);
        return out[0];
    }

    private void refusesToLoad(String why) {
        assertThatThrownBy(() -> deploy(mlops))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("version 1 of model 'm'")
                .hasMessageContaining("trusted are " + TrustedKeys.id(release.publicKey()))
                .hasMessageContaining(why)
                .hasMessageContaining("Mlops.signatures().sign");
        assertThat(mlops.serving().find("d")).isEmpty();
        assertThat(format.loaded).as("what was loaded").isEmpty();
    }

    @Test
    void whatATrustedKeySignedServes() {
        mlops.signatures().sign(version, release);
        assertThat(score(deploy(mlops))).isEqualTo(100);
    }

    @Test
    void whatNobodySignedIsRefused() {
        refusesToLoad("no signature at all");
    }

    @Test
    void whatAStrangerSignedIsRefused() {
        mlops.signatures().sign(version, stranger);
        refusesToLoad("is not trusted");
    }

    @Test
    void whatAStrangerSignedInTheNameOfATrustedKeyIsRefused() {
        String bundle = ModelSignature.sign(SignedFiles.of(version), stranger, mlops.json());
        mlops.signatures()
                .attach(
                        version,
                        bundle.replace(TrustedKeys.id(stranger.publicKey()), TrustedKeys.id(release.publicKey())));
        refusesToLoad("is not that of key");
    }

    @Test
    void aRevokedSignatureIsRefused() {
        mlops.signatures().revoke(mlops.signatures().sign(version, release), "the key leaked");
        refusesToLoad("the key leaked");
    }

    @Test
    void theSignatureOfOtherFilesIsRefused() {
        ModelVersion other = mlops.registry().register("m", ProbeFormat.model(200, 2));
        attachPastTheRules(mlops.signatures().bundle(mlops.signatures().sign(other, release)));
        refusesToLoad("is not the one that was signed");
    }

    @Test
    void noFlippedByteOfABundleLetsAnotherModelLoad() {
        // A bundle of another version: whatever is flipped in it, it must never become one of this.
        ModelVersion other = mlops.registry().register("m", ProbeFormat.model(200, 2));
        byte[] bundle = ModelSignature.sign(SignedFiles.of(other), release, mlops.json())
                .getBytes(UTF_8);
        long seed = 20260303;
        Random random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            byte[] flipped = bundle.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(7));
            attachPastTheRules(new String(flipped, UTF_8));
        }
        assertThat(mlops.signatures().of(version)).as("seed %d", seed).hasSizeGreaterThan(5);
        refusesToLoad("does not count");
    }

    /** As somebody would who can write documents and blobs, but has no trusted key. */
    private void attachPastTheRules(String bundle) {
        Digest digest = mlops.blobs().put(new ByteArrayInputStream(bundle.getBytes(UTF_8)));
        VersionSignature forged = new VersionSignature(
                version.id(),
                TrustedKeys.id(release.publicKey()),
                digest,
                mlops.actor(),
                mlops.clock().instant());
        mlops.audit()
                .transact(
                        "forge",
                        version.id(),
                        "",
                        writer -> writer.put(
                                "version-signature",
                                forged.id(),
                                forged.toDocument(),
                                Map.of("version", Document.of(version.id()), "order", Document.of(1))));
    }

    @Test
    void aFlippedByteInWhatWasSignedIsRefused() {
        attachPastTheRules(
                withFlippedByte(ModelSignature.sign(SignedFiles.of(version), release, mlops.json()), "payload"));
        refusesToLoad("is not that of key");
    }

    @Test
    void aFlippedByteInTheSignatureIsRefused() {
        attachPastTheRules(withFlippedByte(ModelSignature.sign(SignedFiles.of(version), release, mlops.json()), "sig"));
        refusesToLoad("is not that of key");
    }

    private String withFlippedByte(String bundle, String part) {
        Document envelope = mlops.json().read(bundle).get("dsseEnvelope");
        String text = (part.equals("sig") ? envelope.get("signatures").list().get(0) : envelope)
                .get(part)
                .text();
        byte[] bytes = Base64.getDecoder().decode(text);
        bytes[bytes.length - 10] ^= 1;
        return bundle.replace(text, Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void aByteOfTheBundleThatFlippedOnDiskIsRefused() throws IOException {
        Digest bundle = mlops.signatures().sign(version, release).bundle();
        Path file = file(bundle);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        refusesToLoad(bundle.hex());
    }

    private Path file(Digest blob) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("blobs"))) {
            List<Path> found = files.filter(path -> path.endsWith(blob.hex())).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    @Test
    void anAliasThatMovesToAnUnsignedVersionDoesNotReplaceTheChampionUntilItIsSigned() {
        mlops.signatures().sign(version, release);
        Alias champion = mlops.registry().alias("m", "champion");
        champion.moveTo(version, "first");
        Deployment deployment =
                mlops.serving().deploy(DeploymentSpec.named("follows").champion("m@champion"));
        ModelVersion next = mlops.registry().register("m", ProbeFormat.model(200, 2));
        champion.moveTo(next, "better");

        assertThatThrownBy(deployment::refresh)
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("version 2 of model 'm'");
        assertThat(score(deployment)).isEqualTo(100);

        mlops.signatures().sign(next, release);
        deployment.refresh();
        assertThat(score(deployment)).isEqualTo(200);
    }

    @Test
    void aShadowMustBeSignedAsWell() {
        mlops.signatures().sign(version, release);
        mlops.registry().register("m", ProbeFormat.model(200, 2));
        assertThatThrownBy(() -> mlops.serving()
                        .deploy(DeploymentSpec.named("d").champion("m/1").shadow("m/2")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("version 2 of model 'm'");
        assertThat(format.loaded).allSatisfy(probe -> assertThat(probe.closes).hasValue(1));
    }

    @Test
    void whoActsInAnotherNameMustHaveSignaturesToo() {
        assertThatThrownBy(() -> deploy(mlops.as(Actor.of("ben")))).isInstanceOf(RejectedException.class);
    }

    @Test
    void withoutThePolicyNoSignatureIsAskedFor() {
        try (Mlops free = Mlops.builder().directory(directory).format(format).open()) {
            assertThat(score(deploy(free))).isEqualTo(100);
        }
    }
}

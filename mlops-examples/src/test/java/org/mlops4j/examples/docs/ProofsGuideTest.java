// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditExport;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.audit.ConsistencyProof;
import org.mlops4j.audit.InclusionProof;
import org.mlops4j.audit.SignedCheckpoint;
import org.mlops4j.error.RejectedException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.DeploymentSpec;
import org.mlops4j.signing.ModelSignature;
import org.mlops4j.signing.SignedDirectory;
import org.mlops4j.signing.SignedFiles;
import org.mlops4j.signing.Signer;
import org.mlops4j.signing.TrustPolicy;
import org.mlops4j.signing.TrustedIdentities;
import org.mlops4j.signing.TrustedIdentities.Identity;
import org.mlops4j.signing.TrustedKeys;
import org.mlops4j.signing.TrustedRoots;
import org.mlops4j.signing.VersionSignature;

/** The code of the guide to proofs and signatures. */
class ProofsGuideTest {

    private static final String PASSWORD = "of a test";

    @TempDir
    private Path scratch;

    @Test
    void checkpointsProofsAndExportsVerify() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        try (Mlops mlops = Mlops.open(scratch.resolve("store"))) {
            mlops.tracking().start("on-time").close();

            Signer signer = Signer.of(keys);
            SignedCheckpoint kept = SignedCheckpoint.sign(mlops.audit().checkpoint(), signer);
            String text = mlops.json().write(kept.toDocument());

            mlops.tracking().start("late-flights").close();

            TrustedKeys trusted = TrustedKeys.of(keys.getPublic());
            Checkpoint earlier = SignedCheckpoint.from(mlops.json().read(text)).verify(trusted);
            long entries = mlops.audit().verify(earlier);

            assertThat(entries).isGreaterThan(earlier.size());

            Checkpoint now = mlops.audit().checkpoint();
            InclusionProof proof = mlops.audit().prove(1, now);
            ConsistencyProof grown = mlops.audit().prove(earlier, now);

            proof.verify(mlops.audit().entries(0, 1).get(0), now);
            grown.verify(earlier, now);

            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Checkpoint written = mlops.audit().export(out);
            InputStream in = new ByteArrayInputStream(out.toByteArray());
            long lines = AuditExport.verify(in, mlops.json(), written);

            assertThat(lines).isEqualTo(written.size());
        }
    }

    @Test
    void aVersionIsSignedVerifiedAndRevoked() throws Exception {
        Signer signer = Signer.of(KeyPairGenerator.getInstance("EC").generateKeyPair());
        Signer other = Signer.of(KeyPairGenerator.getInstance("EC").generateKeyPair());
        TrustedKeys trusted = TrustedKeys.of(signer.publicKey());
        try (Mlops mlops = Mlops.open(scratch.resolve("store"))) {
            ModelVersion version = mlops.registry()
                    .register("late-flights", ModelPackage.of("opaque").withFile("weights", new byte[] {1, 2, 3}));
            String bundle = ModelSignature.sign(SignedFiles.of(version), other, mlops.json());

            VersionSignature signature = mlops.signatures().sign(version, signer);

            mlops.signatures().attach(version, bundle);
            String kept = mlops.signatures().bundle(signature);

            assertThat(ModelSignature.claim(kept, mlops.json()).key()).isEqualTo(signature.key());

            VersionSignature counts = mlops.signatures().verify(mlops.registry().load("late-flights", 1), trusted);

            assertThat(counts).isEqualTo(signature);

            mlops.signatures().revoke(signature, "the build server was broken into");

            assertThatThrownBy(() -> mlops.signatures().verify(version, trusted))
                    .isInstanceOf(RejectedException.class);
        }
    }

    @Test
    void onlyWhatIsSignedIsLoaded() throws Exception {
        Path directory = scratch.resolve("store");
        Signer signer = Signer.of(KeyPairGenerator.getInstance("EC").generateKeyPair());
        TrustedKeys trusted = TrustedKeys.of(signer.publicKey());
        Mlops strict =
                Mlops.builder().directory(directory).requireSigned(trusted).open();

        try (strict) {
            ModelVersion version = strict.registry()
                    .register(
                            "late-flights",
                            ModelPackage.of("linear")
                                    .withFile(
                                            "model",
                                            "{\"intercept\": -1.5, \"coefficients\": [0.25], \"link\": \"logit\"}"
                                                    .getBytes(StandardCharsets.UTF_8)));

            assertThatThrownBy(() ->
                            strict.serving().deploy(DeploymentSpec.named("late").champion("late-flights/1")))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("version 1 of model 'late-flights' has no valid signature by a trusted key");

            strict.signatures().sign(version, signer);
            Deployment late =
                    strict.serving().deploy(DeploymentSpec.named("late").champion("late-flights/1"));
            assertThat(late.champion()).isEqualTo(version);
        }
    }

    @Test
    void aVersionIsSignedByAKeyWithACertificate() throws Exception {
        makeKey("root", "-ext", "bc:c");
        makeKey("release", "-signer", "root", "-ext", "ku=digitalSignature", "-ext", "eku=codeSigning");
        KeyStore store = KeyStore.getInstance(scratch.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
        X509Certificate root = (X509Certificate) store.getCertificate("root");
        X509Certificate own = (X509Certificate) store.getCertificate("release");
        PrivateKey privateKey = (PrivateKey) store.getKey("release", PASSWORD.toCharArray());
        KeyPair release = new KeyPair(own.getPublicKey(), privateKey);
        try (Mlops mlops = Mlops.open(scratch.resolve("store"))) {
            ModelVersion version = mlops.registry()
                    .register("late-flights", ModelPackage.of("opaque").withFile("weights", new byte[] {1, 2, 3}));

            Signer certified = Signer.of(release, List.of(own, root));
            VersionSignature signature = mlops.signatures().sign(version, certified);

            TrustedRoots roots = TrustedRoots.of(root);
            VersionSignature counts = mlops.signatures().verify(version, roots);

            assertThat(counts).isEqualTo(signature);

            TrustedKeys trusted = TrustedKeys.of(root.getPublicKey());
            String trustedRoot = """
                    {"mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
                     "tlogs": [], "certificateAuthorities": []}""";
            TrustedIdentities people = TrustedIdentities.of(
                    trustedRoot, mlops.json(), new Identity("ana@example.org", "https://accounts.example.org"));
            TrustPolicy policy = TrustPolicy.anyOf(trusted, roots, people);
            assertThat(mlops.signatures().verify(version, policy)).isEqualTo(signature);
        }
    }

    private void makeKey(String name, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                scratch.resolve("keys.p12").toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    @Test
    void aDirectoryIsSigned() throws Exception {
        Path directory = Files.createDirectory(scratch.resolve("model"));
        Files.writeString(directory.resolve("weights"), "1 2 3");
        Signer signer = Signer.of(KeyPairGenerator.getInstance("EC").generateKeyPair());
        TrustedKeys trusted = TrustedKeys.of(signer.publicKey());
        try (Mlops mlops = Mlops.open(scratch.resolve("store"))) {
            SignedFiles files = SignedDirectory.read(directory, Set.of("model.sig"));
            String beside = ModelSignature.sign(files, signer, mlops.json());

            Files.writeString(directory.resolve("model.sig"), beside);

            SignedFiles signed = ModelSignature.verify(beside, trusted, mlops.json());
            signed.requireSame(SignedDirectory.read(directory, Set.of("model.sig")));

            assertThat(signed.files()).containsOnlyKeys("weights");
        }
    }
}

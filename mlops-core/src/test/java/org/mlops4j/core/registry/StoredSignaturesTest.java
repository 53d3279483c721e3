// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.SettableClock;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.signing.ModelSignature;
import org.mlops4j.signing.SignedFiles;
import org.mlops4j.signing.Signer;
import org.mlops4j.signing.TrustedKeys;
import org.mlops4j.signing.VersionSignature;
import org.mlops4j.signing.VersionSignatures;
import org.mlops4j.storage.Storage;

class StoredSignaturesTest {

    @TempDir
    private Path scratch;

    private final SettableClock clock = new SettableClock("2026-03-03T12:00:00Z");
    private final Signer release = signer();
    private final Signer quality = signer();
    private Mlops mlops;
    private VersionSignatures signatures;
    private ModelVersion version;

    @BeforeEach
    void open() {
        mlops = open("store");
        signatures = mlops.signatures();
        version = mlops.registry().register("m", LocalRegistryTest.model("bytes"));
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    private Mlops open(String store) {
        return Mlops.builder()
                .directory(scratch.resolve(store))
                .actor(Actor.of("ana"))
                .clock(clock)
                .open();
    }

    private static Signer signer() {
        try {
            return Signer.of(KeyPairGenerator.getInstance("EC").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static TrustedKeys only(Signer signer) {
        return TrustedKeys.of(signer.publicKey());
    }

    private static String id(Signer signer) {
        return TrustedKeys.id(signer.publicKey());
    }

    @Test
    void aSignedVersionVerifiesByTheKeyThatSignedIt() {
        VersionSignature signature = signatures.sign(version, release);

        assertThat(signature)
                .isEqualTo(
                        new VersionSignature("m/1", id(release), signature.bundle(), Actor.of("ana"), clock.instant()));
        assertThat(signatures.of(version)).containsExactly(signature);
        assertThat(signatures.verify(version, only(release))).isEqualTo(signature);
        ModelSignature.verify(signatures.bundle(signature), only(release), mlops.json())
                .requireSame(SignedFiles.of(version));
    }

    @Test
    void severalKeysSignOneVersionAndOneThatIsTrustedIsEnough() {
        VersionSignature first = signatures.sign(version, release);
        VersionSignature second = signatures.sign(version, quality);

        assertThat(signatures.of(version)).containsExactly(first, second);
        assertThat(signatures.verify(version, only(quality))).isEqualTo(second);
        assertThat(signatures.verify(version, TrustedKeys.of(quality.publicKey(), release.publicKey())))
                .isEqualTo(first);
    }

    @Test
    void aVersionWithoutASignatureIsRejectedWithWhatToDo() {
        assertThatThrownBy(() -> signatures.verify(version, only(release)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("version 1 of model 'm'")
                .hasMessageContaining("trusted are " + id(release))
                .hasMessageContaining("no signature at all")
                .hasMessageContaining("Mlops.signatures().sign");
    }

    @Test
    void aSignatureByAnotherKeyIsRejected() {
        signatures.sign(version, quality);
        assertThatThrownBy(() -> signatures.verify(version, only(release)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("trusted are " + id(release))
                .hasMessageContaining("signature by key " + id(quality))
                .hasMessageContaining("is not trusted");
    }

    @Test
    void aBundleOfOtherFilesIsNotAttached() {
        ModelVersion other = mlops.registry().register("m", LocalRegistryTest.model("other bytes"));
        String bundle = ModelSignature.sign(SignedFiles.of(other), release, mlops.json());

        assertThatThrownBy(() -> signatures.attach(version, bundle))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("not of the files of m/1");
        assertThat(signatures.of(version)).isEmpty();
    }

    @Test
    void aBundleOfOtherFilesThatWasWrittenPastThisDoesNotCount() {
        ModelVersion other = mlops.registry().register("m", LocalRegistryTest.model("other bytes"));
        VersionSignature right = signatures.sign(other, release);
        VersionSignature wrong = new VersionSignature("m/1", right.key(), right.bundle(), right.actor(), right.time());
        mlops.audit()
                .transact(
                        "forge",
                        "m/1",
                        "",
                        writer -> writer.put(
                                "version-signature",
                                wrong.id(),
                                wrong.toDocument(),
                                Map.of("version", Document.of("m/1"), "order", Document.of(1))));

        assertThat(signatures.of(version)).containsExactly(wrong);
        assertThatThrownBy(() -> signatures.verify(version, only(release)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("is not the one that was signed");
    }

    @Test
    void noFlippedByteOfABundleIsAcceptedAsASignatureOfOtherFilesOrByAnotherKey() {
        byte[] bundle = signatures.bundle(signatures.sign(version, release)).getBytes(UTF_8);
        ModelVersion same = mlops.registry().register("m", LocalRegistryTest.model("bytes"));
        int rejected = 0;
        for (int i = 0; i < bundle.length; i += 7) {
            byte[] flipped = bundle.clone();
            flipped[i] ^= 1;
            try {
                VersionSignature attached = signatures.attach(same, new String(flipped, UTF_8));
                // What is left are bytes that nobody verifies, such as the version in the media type.
                if (isRejected(same, attached)) {
                    rejected++;
                } else {
                    ModelSignature.verify(signatures.bundle(attached), only(release), mlops.json())
                            .requireSame(SignedFiles.of(same));
                    same = mlops.registry().register("m", LocalRegistryTest.model("bytes"));
                }
            } catch (InvalidException | IncompatibleException e) {
                rejected++;
            }
        }
        assertThat(rejected).isGreaterThan(bundle.length / 7 * 3 / 4);
    }

    private boolean isRejected(ModelVersion of, VersionSignature attached) {
        try {
            return !signatures.verify(of, only(release)).equals(attached);
        } catch (RejectedException e) {
            return true;
        }
    }

    @Test
    void aFlippedByteOfTheSignatureIsRejected() {
        signatures.attach(
                version, withFlippedSignature(ModelSignature.sign(SignedFiles.of(version), release, mlops.json())));
        assertThatThrownBy(() -> signatures.verify(version, only(release)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("is not that of key " + id(release));
    }

    private String withFlippedSignature(String bundle) {
        String text = mlops.json()
                .read(bundle)
                .get("dsseEnvelope")
                .get("signatures")
                .list()
                .get(0)
                .get("sig")
                .text();
        byte[] bytes = Base64.getDecoder().decode(text);
        bytes[bytes.length - 1] ^= 1;
        return bundle.replace(text, Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void aRevokedSignatureStaysAndDoesNotCount() {
        VersionSignature signature = signatures.sign(version, release);
        clock.advance(Duration.ofHours(1));
        VersionSignature revoked =
                mlops.as(Actor.of("ben")).signatures().revoke(signature, "the build server was broken into");

        assertThat(revoked.findRevocation())
                .contains(new VersionSignature.Revocation(
                        Actor.of("ben"), clock.instant(), "the build server was broken into"));
        assertThat(signatures.of(version)).containsExactly(revoked);
        assertThatThrownBy(() -> signatures.verify(version, only(release)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("revoked")
                .hasMessageContaining("by ben")
                .hasMessageContaining("the build server was broken into");
        assertThatThrownBy(() -> signatures.revoke(signature, "again")).isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void aRevokedSignatureThatIsWrittenInAnotherWayDoesNotCountEither() {
        VersionSignature signature = signatures.sign(version, release);
        String sameInOtherBytes = signatures.bundle(signature) + "\n";
        signatures.revoke(signature, "leaked");
        signatures.attach(version, sameInOtherBytes);
        signatures.sign(version, release);

        assertThat(signatures.of(version)).hasSize(3);
        assertThatThrownBy(() -> signatures.verify(version, only(release))).isInstanceOf(RejectedException.class);

        VersionSignature other = signatures.sign(version, quality);
        assertThat(signatures.verify(version, TrustedKeys.of(quality.publicKey(), release.publicKey())))
                .isEqualTo(other);
    }

    @Test
    void revokingForOneVersionLeavesTheOthers() {
        ModelVersion next = mlops.registry().register("m", LocalRegistryTest.model("next"));
        VersionSignature kept = signatures.sign(next, release);
        signatures.revoke(signatures.sign(version, release), "a mistake");
        assertThat(signatures.verify(next, only(release))).isEqualTo(kept);
    }

    @Test
    void whatCannotBeRevokedOrAttachedIsRefused() {
        VersionSignature signature = signatures.sign(version, release);
        assertThatThrownBy(() -> signatures.attach(version, signatures.bundle(signature)))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("attached to m/1 before, by ana");
        assertThatThrownBy(() -> signatures.attach(version, "{}")).isInstanceOf(InvalidException.class);
        VersionSignature unknown =
                new VersionSignature("m/1", id(release), Digest.of("unknown"), Actor.of("ana"), clock.instant());
        assertThatThrownBy(() -> signatures.revoke(unknown, "")).isInstanceOf(NotFoundException.class);
        try (Mlops elsewhere = open("elsewhere")) {
            ModelVersion foreign = elsewhere.registry().register("m", LocalRegistryTest.model("foreign"));
            assertThatThrownBy(() -> signatures.sign(foreign, release))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("another store");
        }
    }

    @Test
    void whatIsDoneIsAudited() {
        VersionSignature signature = signatures.sign(version, release);
        signatures.revoke(signature, "leaked");
        assertThat(mlops.audit().about("m/1"))
                .extracting(AuditEntry::action)
                .containsExactly("version.register", "signature.attach", "signature.revoke");
        assertThat(mlops.audit().verify()).isEqualTo(3);

        mlops.metadata().write(writer -> writer.delete("signature-revocation", signature.id()));
        assertThatThrownBy(() -> mlops.audit().verify()).hasMessageContaining("signature-revocation");
    }

    @Test
    void bundlesAreInUseAndTheirDamageIsFound() {
        VersionSignature signature = signatures.sign(version, release);
        Digest unused = mlops.blobs().put(new ByteArrayInputStream(new byte[] {1}));
        clock.advance(Duration.ofDays(900));
        mlops.storage().sweep(mlops.storage().planSweep(Storage.DEFAULT_AGE));
        assertThat(mlops.blobs().exists(unused)).isFalse();
        assertThat(signatures.verify(version, only(release))).isEqualTo(signature);
        assertThat(mlops.storage().verify().damage()).isEmpty();

        mlops.blobs().delete(signature.bundle());
        assertThatThrownBy(() -> signatures.verify(version, only(release))).isInstanceOf(RejectedException.class);
        assertThat(mlops.storage().verify().damage())
                .singleElement()
                .asString()
                .contains(signature.bundle().hex());
    }

    @Test
    void signaturesAreThereAfterReopeningAndInACopy() {
        VersionSignature signature = signatures.sign(version, release);
        VersionSignature revoked = signatures.revoke(signatures.sign(version, quality), "leaked");
        try (Mlops copy = open("copy")) {
            mlops.storage().copyTo(copy);
            assertThat(copy.signatures().of(version)).containsExactly(signature, revoked);
            assertThat(copy.signatures().verify(version, only(release))).isEqualTo(signature);
        }
        close();
        open();
        assertThat(signatures.of(mlops.registry().load("m", 1))).containsExactly(signature, revoked);
    }

    @Test
    void aSignatureIsTakenToAnotherStoreWithTheVersion() {
        VersionSignature signature = signatures.sign(version, release);
        mlops.bundles().exportVersion(version, scratch.resolve("taken.zip"));
        try (Mlops elsewhere = open("elsewhere")) {
            elsewhere.registry().register("m", LocalRegistryTest.model("what was there before"));
            elsewhere.bundles().importFrom(scratch.resolve("taken.zip"));
            ModelVersion imported = elsewhere.registry().load("m", 2);
            assertThatThrownBy(() -> elsewhere.signatures().verify(imported, only(release)))
                    .isInstanceOf(RejectedException.class);

            VersionSignature taken = elsewhere.signatures().attach(imported, signatures.bundle(signature));
            assertThat(elsewhere.signatures().verify(imported, only(release))).isEqualTo(taken);
        }
    }

    @Test
    void aBundleOfAnotherToolMayCallTheModelByAnotherName() {
        SignedFiles files = SignedFiles.of(version);
        String bundle = ModelSignature.sign(
                new SignedFiles("some directory", new TreeMap<>(files.files()), new TreeSet<>()),
                release,
                mlops.json());
        VersionSignature attached = signatures.attach(version, bundle);
        assertThat(signatures.verify(version, only(release))).isEqualTo(attached);
    }
}

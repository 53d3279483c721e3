// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;

class LocalRegistryTest {

    @TempDir
    Path directory;

    private Mlops mlops;
    private ModelRegistry registry;

    @BeforeEach
    void open() {
        mlops = Mlops.builder().directory(directory).actor(Actor.of("ana")).open();
        registry = mlops.registry();
    }

    @AfterEach
    void close() {
        mlops.close();
    }

    static ModelPackage model(String bytes) {
        return ModelPackage.of("linear").withFile("model", bytes.getBytes(UTF_8));
    }

    @Test
    void aRegisteredModelIsReadBackAfterReopening() {
        ModelVersion version = registry.register(
                "late-flights",
                model("weights").features(Digest.of("definition")).property("trained on", Document.of("flights")));
        mlops.close();
        open();

        ModelVersion again = registry.load("late-flights", 1);
        assertThat(again).isEqualTo(version);
        assertThat(again.author()).isEqualTo(Actor.of("ana"));
        assertThat(registry.read(again, "model")).isEqualTo("weights".getBytes(UTF_8));
        assertThat(again.manifest().file("model").bytes()).isEqualTo(7);
        assertThat(registry.models()).containsExactly("late-flights");
        assertThat(registry.versions("late-flights")).containsExactly(version);
    }

    @Test
    void aMissingSourceFileLeavesNothingBehind() throws Exception {
        Path there = Files.writeString(directory.resolve("there.json"), "{}");
        ModelPackage half =
                ModelPackage.of("linear").withFile("a", there).withFile("b", directory.resolve("not-there.json"));

        assertThatThrownBy(() -> registry.register("late-flights", half))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("file 'b'")
                .hasMessageContaining("not-there.json");

        assertThat(registry.models()).isEmpty();
        try (Stream<Digest> blobs = mlops.blobs().list()) {
            assertThat(blobs).isEmpty();
        }
        assertThat(mlops.audit().entries(0, 10)).isEmpty();
        assertThat(registry.register("late-flights", model("m")).number()).isEqualTo(1);
    }

    @Test
    void aPackageWithoutFilesIsRefused() {
        assertThatThrownBy(() -> registry.register("late-flights", ModelPackage.of("linear")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("has no file");
    }

    @Test
    void filesOfAModelMayLieInDirectories() {
        ModelVersion version = registry.register(
                "late-flights",
                ModelPackage.of("linear")
                        .withFile("data/weights.json", () -> new ByteArrayInputStream("w".getBytes(UTF_8)))
                        .withFile("data.json", "d".getBytes(UTF_8)));
        assertThat(registry.read(version, "data/weights.json")).isEqualTo("w".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a/.", "a\\b", "C:/a", "a%2fb", "a\0"})
    void aFileNameThatCouldLeadOutOfADirectoryIsRefused(String name) {
        ModelPackage contents = ModelPackage.of("linear");
        assertThatThrownBy(() -> contents.withFile(name, new byte[] {1})).isInstanceOf(InvalidException.class);
    }

    @Test
    void aModelOfAnUnknownRunIsRefused() {
        assertThatThrownBy(() -> registry.register("late-flights", model("m"), "late-flights-99"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("late-flights-99");
        assertThat(registry.versions("late-flights")).isEmpty();
    }

    static Stream<String> namesThatAreNone() {
        return Stream.of(
                "",
                " ",
                ".",
                "..",
                "../path",
                "path/../to",
                "/path",
                "a/b",
                "a:b",
                "..\\..\\file",
                "\\..\\file",
                "m%6fdel-1",
                "a%2e%2e%2fb",
                "a\0b",
                "a\nb",
                "iris ",
                "ümlaut",
                "a@b",
                "x".repeat(10_000));
    }

    @ParameterizedTest
    @MethodSource("namesThatAreNone")
    void aNameThatBreaksTheRuleIsRefusedEverywhereInTheSameWay(String name) {
        assertThatThrownBy(() -> registry.register(name, model("m"))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> registry.find(name, 1)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> registry.load(name, 1)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> registry.versions(name)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> registry.alias(name, "champion")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> registry.alias("late-flights", name)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> registry.protect("late-flights", name, ApprovalPolicy.of(1), ""))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> registry.resolve(name + "@champion"))
                .isInstanceOf(MlopsException.class)
                .hasMessageNotContaining("x".repeat(100));
        assertThat(mlops.audit().entries(0, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "Latest", "7", "v1", "V12", "", "a.b", "a b", "a/b", "a@b", "a:b", "\u00E4"})
    void anAliasThatLooksLikeAVersionOrHasOddLettersIsRefused(String alias) {
        assertThatThrownBy(() -> registry.alias("late-flights", alias)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> registry.protect("late-flights", alias, ApprovalPolicy.of(1), ""))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void anAliasHasLettersDigitsUnderscoresAndHyphens() {
        for (String alias : List.of("champion", "Canary_2", "v1-eu", "a", "_", "latest-good", "x".repeat(250))) {
            assertThat(registry.alias("late-flights", alias).name()).isEqualTo(alias);
        }
    }

    @Test
    void referencesNameAVersionOrWhereAnAliasPoints() {
        ModelVersion first = registry.register("late-flights", model("1"));
        ModelVersion second = registry.register("late-flights", model("2"));
        registry.alias("late-flights", "champion").moveTo(first, "");

        assertThat(registry.resolve("late-flights@champion")).isEqualTo(first);
        assertThat(registry.resolve("late-flights/2")).isEqualTo(second);
        assertThat(registry.find("late-flights", 3)).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> registry.resolve("late-flights/3"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("versions 1 to 2");
        assertThatThrownBy(() -> registry.resolve("late-flights@other"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("points nowhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"late-flights", "late-flights/", "late-flights/01", "late-flights/-1", "a/1/2", "a/99999999999"})
    void aReferenceHasOneOfTwoForms(String reference) {
        assertThatThrownBy(() -> registry.resolve(reference))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("model@alias");
    }

    @Test
    void aModelListsTheAliasesThatPointSomewhere() {
        ModelVersion version = registry.register("late-flights", model("weights"));
        ModelVersion other = registry.register("late-flights-too", model("weights"));
        registry.alias("late-flights", "nowhere");
        registry.alias("late-flights", "shadow").moveTo(version, "to compare");
        registry.alias("late-flights", "champion").moveTo(version, "to serve");
        registry.alias("late-flights-too", "champion").moveTo(other, "to serve");

        assertThat(registry.aliases("late-flights")).extracting(Alias::name).containsExactly("champion", "shadow");
        assertThat(registry.aliases("late-flights")).extracting(Alias::current).containsOnly(version);
        assertThat(registry.aliases("unknown")).isEmpty();
    }

    @Test
    void bytesThatWereSwappedOnDiskAreNotHandedOut() throws Exception {
        ModelVersion version = registry.register("late-flights", model("good model"));
        Path blob;
        try (Stream<Path> files = Files.walk(directory)) {
            blob = files.filter(f -> f.toString()
                            .contains(version.manifest()
                                    .file("model")
                                    .digest()
                                    .hex()
                                    .substring(4)))
                    .findFirst()
                    .orElseThrow();
        }
        blob.toFile().setWritable(true);
        Files.writeString(blob, "evil model");

        assertThatThrownBy(() -> registry.read(version, "model")).isInstanceOf(CorruptException.class);

        Files.delete(blob);
        assertThatThrownBy(() -> registry.read(version, "model"))
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("late-flights/1");
    }

    @Test
    void aVersionOfAnotherStoreIsNotTakenForOneOfThis() {
        ModelVersion here = registry.register("late-flights", model("here"));
        try (Mlops other = Mlops.open(directory.resolve("other"))) {
            ModelVersion there = other.registry().register("late-flights", model("there"));

            assertThatThrownBy(() -> registry.alias("late-flights", "champion").moveTo(there, ""))
                    .isInstanceOf(InvalidException.class)
                    .hasMessageContaining("another store");
            assertThatThrownBy(() -> registry.approve(there, "")).isInstanceOf(InvalidException.class);
        }
        assertThat(registry.approvals(here)).isEmpty();
    }

    @Test
    void anActorApprovesAVersionOnce() {
        ModelVersion version = registry.register("late-flights", model("m"));
        ModelRegistry ben = mlops.as(Actor.of("ben")).registry();
        ben.approve(version, "looks right");
        mlops.as(Actor.of("team:ml/cleo")).registry().approve(version, "");

        assertThatThrownBy(() -> ben.approve(version, "again")).isInstanceOf(AlreadyExistsException.class);
        assertThat(registry.approvals(version))
                .extracting(a -> a.actor().name())
                .containsExactly("ben", "team:ml/cleo");
        assertThat(registry.approvals(version)).allMatch(a -> a.digest().equals(version.digest()));
    }

    @Test
    void everyChangeIsOneEntryUnderItsTarget() {
        ModelVersion version = registry.register("late-flights", model("m"));
        registry.protect("late-flights", "champion", new ApprovalPolicy(1, true), "careful");
        registry.approve(version, "fine");
        registry.alias("late-flights", "champion").moveTo(version, "first");

        List<AuditEntry> entries = mlops.audit().entries(0, 100);
        assertThat(entries)
                .extracting(AuditEntry::action, AuditEntry::target, AuditEntry::reason)
                .containsExactly(
                        tuple("version.register", "late-flights/1", ""),
                        tuple("alias.protect", "late-flights@champion", "careful"),
                        tuple("version.approve", "late-flights/1", "fine"),
                        tuple("alias.move", "late-flights@champion", "first"));
        assertThat(mlops.audit().about("late-flights@champion")).containsExactly(entries.get(1), entries.get(3));
        assertThat(mlops.audit().verify()).isEqualTo(4);
    }
}

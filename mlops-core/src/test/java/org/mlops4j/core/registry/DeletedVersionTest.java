// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.Mlops;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.identity.Actor;
import org.mlops4j.lineage.LineageNode;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Tags;
import org.mlops4j.tracking.Run;

class DeletedVersionTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private SettableClock clock;
    private Mlops mlops;
    private ModelRegistry registry;

    @BeforeEach
    void open() {
        mlops = store.mlops();
        clock = store.clock();
        registry = mlops.registry();
    }

    @AfterEach
    void theChainIsSound() {
        assertThat(mlops.audit().verify()).isPositive();
    }

    @Test
    void aDeletedVersionLeavesItsNumberAndItsLineage() {
        ModelVersion first;
        try (Run run = mlops.tracking().start("e")) {
            first = run.register("m", LocalRegistryTest.model("first"));
        }
        registry.delete(first, "personal data in it");

        assertThat(registry.find("m", 1)).isEmpty();
        assertThat(registry.versions("m")).isEmpty();
        assertThatThrownBy(() -> registry.load("m", 1))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("deleted by ana at 2026-03-03T12:00:00Z: personal data in it");
        assertThat(registry.deleted("m")).singleElement().satisfies(deleted -> {
            assertThat(deleted.version()).isEqualTo(first);
            assertThat(deleted.reason()).isEqualTo("personal data in it");
        });
        assertThat(mlops.lineage().upstream(LineageNode.version("m", 1)).nodes())
                .containsKey(LineageNode.run(first.findRun().orElseThrow()));
        assertThat(registry.register("m", LocalRegistryTest.model("second")).number())
                .isEqualTo(2);
        assertThat(mlops.governance().ownership("m").owner()).isEqualTo(Actor.of("ana"));
        assertThatThrownBy(() -> registry.delete(first, "again")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aVersionInUseIsNotDeletedAndARollbackPassesByOneThatWas() {
        ModelVersion first = registry.register("m", LocalRegistryTest.model("first"));
        ModelVersion second = registry.register("m", LocalRegistryTest.model("second"));
        ModelVersion third = registry.register("m", LocalRegistryTest.model("third"));
        Alias champion = registry.alias("m", "champion");
        champion.moveTo(first, "");
        champion.moveTo(second, "");
        assertThatThrownBy(() -> registry.delete(second, ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("m@champion");
        Instant then = clock.instant();
        clock.advance(Duration.ofDays(1));
        champion.moveTo(third, "");
        registry.delete(second, "");
        assertThat(champion.asOf(then)).as("what was served then can be told").contains(second);
        assertThat(champion.rollback("").number()).isOne();
    }

    @Test
    void aRollbackThatWouldChangeNothingIsRefused() {
        ModelVersion first = registry.register("m", LocalRegistryTest.model("first"));
        ModelVersion second = registry.register("m", LocalRegistryTest.model("second"));
        Alias champion = registry.alias("m", "champion");
        champion.moveTo(first, "");
        champion.moveTo(second, "");
        champion.moveTo(first, "");
        registry.delete(second, "");
        assertThatThrownBy(() -> champion.rollback(""))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("there is no target before it to roll back to");
        assertThat(champion.history()).hasSize(3);
    }

    @Test
    void aSweepFreesTheBytesThatNothingElseHas() {
        ModelVersion gone = registry.register("m", LocalRegistryTest.model("only here"));
        ModelVersion shared = registry.register("m", LocalRegistryTest.model("in both"));
        ModelVersion other = registry.register("other", LocalRegistryTest.model("in both"));
        registry.delete(gone, "");
        registry.delete(shared, "");
        clock.advance(Duration.ofDays(400));
        mlops.storage().sweep(mlops.storage().planSweep(Duration.ofHours(1)));
        assertThat(mlops.blobs().exists(gone.manifest().file("model").digest())).isFalse();
        assertThat(registry.read(other, "model")).isNotEmpty();
    }

    @Test
    void modelsAndVersionsHaveTags() {
        ModelVersion version = registry.register("m", LocalRegistryTest.model("x"));
        Tags tags = registry.tags(version);
        assertThat(tags.all()).isEmpty();
        tags.set("region", "EU");
        tags.set("region", "Europe");
        tags.set("a/b", "");
        registry.tags("m").set("team", "flights");
        assertThat(tags.all()).isEqualTo(Map.of("region", "Europe", "a/b", ""));
        assertThat(registry.tags("m").all()).isEqualTo(Map.of("team", "flights"));
        tags.remove("a/b");
        assertThat(tags.all()).containsOnlyKeys("region");
        assertThatThrownBy(() -> tags.remove("a/b")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> tags.set("../x", "")).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> tags.set("long", "x".repeat(8_001))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> registry.tags("none").set("a", "")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> registry.tags("none").all()).isInstanceOf(NotFoundException.class);
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.Mlops;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.tracking.Run;

class VersionSearchTest {

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
        for (int i = 1; i <= 3; i++) {
            registry.register("a", LocalRegistryTest.model("a" + i));
            clock.advance(Duration.ofHours(1));
        }
        mlops.as(Actor.of("ben")).registry().register("b", LocalRegistryTest.model("b1"));
    }

    @AfterEach
    void theChainIsSound() {
        assertThat(mlops.audit().verify()).isPositive();
    }

    private List<String> found(String search) {
        return registry.search(search).stream().map(ModelVersion::id).toList();
    }

    @Test
    void versionsOfAllModelsAreFoundByWhatIsKnownOfThem() {
        assertThat(found("")).containsExactly("b/1", "a/3", "a/2", "a/1");
        assertThat(found("name = 'a' order by version_number")).containsExactly("a/1", "a/2", "a/3");
        assertThat(found("model LIKE 'a%' and number >= 2 limit 1")).containsExactly("a/3");
        assertThat(found("author = 'ben' or number = 1")).containsExactly("b/1", "a/1");
        assertThat(found("created > '2026-03-03T12:30:00Z' and created < '2026-03-03T14:30:00Z'"))
                .containsExactly("a/3", "a/2");
        assertThat(found("format = 'linear' and run IS NULL")).hasSize(4);
        assertThat(found("digest = '" + registry.load("a", 2).digest().hex() + "'"))
                .containsExactly("a/2");
        assertThatThrownBy(() -> found("metrics.auc > 0.7"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("its run has");
        assertThatThrownBy(() -> found("color = 'red'"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("it has model, number");
        assertThat(found("order by model desc, number")).containsExactly("b/1", "a/1", "a/2", "a/3");
    }

    @Test
    void aliasesAndTagsAreFoundAsTheyAreNow() {
        long before = mlops.audit().verify();
        Alias champion = registry.alias("a", "champion");
        champion.moveTo(registry.load("a", 1), "");
        assertThat(found("alias = 'champion'")).containsExactly("a/1");
        champion.moveTo(registry.load("a", 2), "");
        assertThat(found("alias = 'champion'")).containsExactly("a/2");
        champion.rollback("");
        assertThat(found("alias = 'champion'")).containsExactly("a/1");
        champion.remove("");
        assertThat(found("alias = 'champion'")).isEmpty();
        registry.tags(registry.load("a", 3)).set("region", "Europe");
        assertThat(found("tags.region = 'Europe'")).containsExactly("a/3");
        registry.tags(registry.load("a", 3)).remove("region");
        assertThat(found("tags.region = 'Europe'")).isEmpty();
        assertThat(mlops.audit().verify()).isEqualTo(before + 6);
        assertThat(mlops.audit().entries(before, 1).get(0).changes())
                .as("the version is what it was")
                .noneMatch(change -> change.kind().equals(Versions.KIND));
    }

    @Test
    void theDataAndTheRunOfAVersionFindIt() {
        Table flights = Table.builder(Schema.of(Field.of("distance", DataType.FLOAT64)))
                .add(733.0)
                .build();
        ModelVersion made;
        try (Run run = mlops.tracking().start("e")) {
            run.dataset("train", flights);
            made = run.register("c", LocalRegistryTest.model("c1"));
        }
        assertThat(found("datasets.digest = '" + flights.digest().hex() + "'")).containsExactly("c/1");
        assertThat(found("run = '" + made.run() + "'")).containsExactly("c/1");
    }

    @Test
    void pagesRepeatAndSkipNothing() {
        List<String> ids = new ArrayList<>();
        Search search = Search.of("order by number desc").limit(1);
        Page<ModelVersion> page = registry.search(search);
        ids.add(page.items().get(0).id());
        registry.register("a", LocalRegistryTest.model("later"));
        while (page.next() != null) {
            page = registry.search(search.after(page.next()));
            page.items().forEach(version -> ids.add(version.id()));
        }
        assertThat(ids).startsWith("a/3", "a/2").hasSize(4).doesNotHaveDuplicates();
    }
}

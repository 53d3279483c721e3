// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.Mlops;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.governance.Governance;
import org.mlops4j.governance.Stage;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.serving.DeploymentSpec;

class StageSearchTest {

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private Mlops mlops;
    private ModelRegistry registry;
    private Governance governance;

    @BeforeEach
    void open() {
        mlops = store.mlops();
        registry = mlops.registry();
        governance = mlops.governance();
    }

    private List<String> found(String search) {
        return registry.search(search + " order by model, number").stream()
                .map(ModelVersion::id)
                .toList();
    }

    private void validate(ModelVersion version) {
        TreeMap<String, Verdict> gates = new TreeMap<>();
        gates.put("auc", Verdict.pass("0.75", Document.of(0.75)));
        governance.validate(version, gates, "");
    }

    @Test
    void whatIsApprovedIsFoundUntilTheApprovalRunsOutByItself() {
        ModelVersion version = registry.register("m", LocalRegistryTest.model("first"));
        registry.register("m", LocalRegistryTest.model("second"));
        registry.protect("m", "champion", ApprovalPolicy.of(1).validFor(Duration.ofDays(30)), "");
        validate(version);
        assertThat(found("stage = 'VALIDATED'")).containsExactly("m/1");
        mlops.as(Actor.of("ben")).registry().approve(version, "");
        assertThat(found("stage = 'APPROVED'")).containsExactly("m/1");
        assertThat(found("stage in ('APPROVED', 'DRAFT') and number > 1")).containsExactly("m/2");
        assertThat(found("stage != 'APPROVED' or alias = 'champion'")).containsExactly("m/2");
        assertThat(found("not stage like 'APP%'")).containsExactly("m/2");
        store.clock().advance(Duration.ofDays(31));
        assertThat(found("stage = 'APPROVED'")).isEmpty();
        assertThat(found("stage = 'VALIDATED'")).containsExactly("m/1");
        assertThat(found("stage is null")).isEmpty();
        assertThatThrownBy(() -> registry.search("order by stage"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("no index has it");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyVersionIsFoundByTheStageItIsToldToHave(long seed) {
        Random random = new Random(seed);
        List<ModelVersion> versions = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            versions.add(registry.register(
                    "m" + i % 2,
                    LocalRegistryTest.model(
                            "{\"intercept\": " + i + ", \"coefficients\": [1], \"link\": \"identity\"}")));
        }
        registry.protect("m0", "champion", ApprovalPolicy.of(1), "");
        mlops.serving().deploy(DeploymentSpec.named("late").champion("m1/1")).close();
        for (int i = 0; i < 60; i++) {
            change(versions.get(random.nextInt(versions.size())), random.nextInt(6));
        }
        for (Stage stage : Stage.values()) {
            String search = "stage = '" + stage + "'";
            List<String> told = versions.stream()
                    .filter(version -> governance.stage(version) == stage)
                    .map(ModelVersion::id)
                    .toList();
            assertThat(found(search)).as("seed %s: %s", seed, search).containsExactlyInAnyOrderElementsOf(told);
            assertThat(paged(search)).as("seed %s: pages of %s", seed, search).containsExactlyElementsOf(found(search));
        }
    }

    /** A change that the rules forbid is a change that does not happen. */
    private void change(ModelVersion version, int which) {
        try {
            switch (which) {
                case 0, 1 -> validate(version);
                case 2 -> mlops.as(Actor.of("ben")).registry().approve(version, "");
                case 3 -> registry.alias(version.model(), "champion").moveTo(version, "");
                case 4 -> governance.retire(version, "");
                default -> governance.recall(version, "");
            }
        } catch (MlopsException refused) {
            assertThat(refused).hasMessageContaining(version.model());
        }
    }

    private List<String> paged(String text) {
        Search search = Search.of(text + " order by model, number").limit(2);
        List<String> ids = new ArrayList<>();
        Page<ModelVersion> page = registry.search(search);
        while (true) {
            page.items().forEach(version -> ids.add(version.id()));
            if (page.findNext().isEmpty()) {
                return ids;
            }
            page = registry.search(search.after(page.findNext().get()));
        }
    }
}

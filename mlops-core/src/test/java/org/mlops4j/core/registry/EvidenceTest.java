// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.audit.AuditEntry;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.governance.Evidence;
import org.mlops4j.governance.Governance;
import org.mlops4j.governance.Roles;
import org.mlops4j.governance.Validation;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.Approval;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.PromotionPolicy;

class EvidenceTest {

    private static final Actor BEN = Actor.of("ben");
    private static final PromotionPolicy POLICY = PromotionPolicy.gates("auc").and(ApprovalPolicy.of(1));

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private ModelRegistry registry;
    private Governance governance;
    private Alias champion;
    private ModelVersion first;
    private ModelVersion second;

    @BeforeEach
    void open() {
        registry = store.mlops().registry();
        governance = store.mlops().governance();
        champion = registry.alias("m", "champion");
        first = registry.register("m", LocalRegistryTest.model("first"));
        second = registry.register("m", LocalRegistryTest.model("second"));
        registry.protect("m", "champion", POLICY, "four eyes");
    }

    @AfterEach
    void theChainIsSound() {
        assertThat(store.mlops().audit().verify()).isPositive();
    }

    @Test
    void whyAVersionWasChampionInMarchIsKnownAfterLaterValidations() {
        Validation then = pass(first, 0.75);
        champion.moveTo(first, "beats the base rate");
        Instant march = store.clock().instant();

        store.clock().advance(Duration.ofDays(30));
        validate(first, Verdict.fail("auc 0.51", Document.of(0.51)));
        registry.protect("m", "champion", PromotionPolicy.gates("auc", "fairness"), "stricter");
        store.reopen();
        governance = store.mlops().governance();
        champion = store.mlops().registry().alias("m", "champion");

        Alias.Move move = champion.moveAsOf(march).orElseThrow();
        assertThat(move.actor()).isEqualTo(Actor.of("ana"));
        assertThat(move.reason()).isEqualTo("beats the base rate");
        assertThat(champion.asOf(march)).contains(first);
        Evidence evidence = governance.evidence(champion, move);
        assertThat(evidence.findPolicy()).contains(POLICY);
        assertThat(evidence.findValidation()).contains(then);
        assertThat(evidence.findValidation().orElseThrow().gates())
                .containsEntry("auc", Verdict.pass("auc 0.75", Document.of(0.75)));
        assertThat(evidence.approvals()).extracting(Approval::actor).containsExactly(BEN);
        assertThat(governance.validation(first)).get().isNotEqualTo(then);
        assertThat(champion.moveAsOf(march.minusSeconds(1))).isEmpty();
    }

    @Test
    void theEntryOfAPromotionHasTheDigestsOfPolicyAndEvidence() {
        pass(first, 0.75);
        champion.moveTo(first, "");
        AuditEntry moved = only("m@champion", "alias.move");
        assertThat(after(moved, "move-policy")).isEqualTo(after(only("m@champion", "alias.protect"), "alias-policy"));
        assertThat(after(moved, "move-validation"))
                .isEqualTo(after(only(first.id(), "version.validate"), "version-validation"));
        List<Document> approvals = governance
                .evidence(champion, champion.history().get(0))
                .approvals()
                .stream()
                .<Document>map(Approval::toDocument)
                .toList();
        assertThat(after(moved, "move-approvals"))
                .isEqualTo(Document.object()
                        .with("approvals", Document.list(approvals))
                        .digest());
    }

    @Test
    void aRollbackRestsOnTheEvidenceOfTheMoveItGoesBackTo() {
        Validation ofFirst = pass(first, 0.75);
        champion.moveTo(first, "");
        pass(second, 0.8);
        champion.moveTo(second, "");
        validate(first, Verdict.fail("auc 0.51", Document.of(0.51)));
        Alias.Move back = champion.rollback("calibration is off");
        assertThat(governance.evidence(champion, back).findValidation()).contains(ofFirst);
        assertThat(governance.evidence(champion, back).approvals()).hasSize(1);

        Alias.Move gone = champion.remove("a pause");
        assertThat(governance.evidence(champion, gone)).isEqualTo(new Evidence(null, null, List.of()));
    }

    @Test
    void anEmergencyKeepsWhatThereWasThoughItWasNotEnough() {
        Validation failed = validate(first, Verdict.fail("auc 0.51", Document.of(0.51)));
        governance.roles().grant(Roles.BREAK_GLASS, Actor.of("ana"), "on call");
        Alias.Move move = governance.breakGlass("champion", first, "the other one is down");
        assertThat(governance.evidence(champion, move)).isEqualTo(new Evidence(POLICY, failed, List.of()));
    }

    @Test
    void aMoveThatNeverWasHasNoEvidence() {
        Alias.Move never = new Alias.Move(7, 1, store.clock().instant(), BEN, "", false);
        assertThatThrownBy(() -> governance.evidence(champion, never))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("m@champion");
        Alias free = registry.alias("m", "free");
        assertThat(governance.evidence(free, free.moveTo(first, ""))).isEqualTo(new Evidence(null, null, List.of()));
    }

    private Validation pass(ModelVersion version, double auc) {
        Validation validation = validate(version, Verdict.pass("auc " + auc, Document.of(auc)));
        store.mlops().as(BEN).registry().approve(version, "looked at it");
        return validation;
    }

    private Validation validate(ModelVersion version, Verdict verdict) {
        return governance.validate(version, new TreeMap<>(Map.of("auc", verdict)), "nightly");
    }

    private AuditEntry only(String target, String action) {
        List<AuditEntry> entries = store.mlops().audit().about(target).stream()
                .filter(entry -> entry.action().equals(action))
                .toList();
        assertThat(entries).as(target + " " + action).hasSize(1);
        return entries.get(0);
    }

    private static Digest after(AuditEntry entry, String kind) {
        List<Digest> digests = entry.changes().stream()
                .filter(change -> change.kind().equals(kind))
                .map(AuditEntry.Change::after)
                .toList();
        assertThat(digests).as(kind).hasSize(1);
        return digests.get(0);
    }
}

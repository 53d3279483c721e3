// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mlops4j.Mlops;
import org.mlops4j.core.SettableClock;
import org.mlops4j.core.StoreOfAna;
import org.mlops4j.data.Document;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.governance.Emergency;
import org.mlops4j.governance.Governance;
import org.mlops4j.governance.Inventory;
import org.mlops4j.governance.Ownership;
import org.mlops4j.governance.Roles;
import org.mlops4j.governance.Stage;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.PromotionPolicy;

class LocalGovernanceTest {

    private static final Actor BEN = Actor.of("ben");
    private static final Actor CLEO = Actor.of("cleo");
    private static final Actor DAN = Actor.of("dan");

    @RegisterExtension
    final StoreOfAna store = new StoreOfAna();

    private SettableClock clock;
    private Mlops mlops;
    private ModelRegistry registry;
    private Governance governance;
    private Alias champion;
    private ModelVersion first;
    private ModelVersion second;

    @BeforeEach
    void open() {
        mlops = store.mlops();
        clock = store.clock();
        registry = mlops.registry();
        governance = mlops.governance();
        champion = registry.alias("m", "champion");
        first = registry.register("m", LocalRegistryTest.model("first"));
        second = registry.register("m", LocalRegistryTest.model("second"));
    }

    @AfterEach
    void theChainIsSound() {
        assertThat(mlops.audit().verify()).isPositive();
    }

    private void approve(Actor actor, ModelVersion version) {
        mlops.as(actor).registry().approve(version, "looked at it");
    }

    private void validate(ModelVersion version, Verdict.Outcome outcome) {
        TreeMap<String, Verdict> gates = new TreeMap<>();
        gates.put("auc", new Verdict(outcome, "auc 0.75", Document.of(0.75)));
        governance.validate(version, gates, "nightly");
    }

    @Test
    void theStageFollowsFromWhatIsStored() {
        assertThat(governance.stage(first)).isEqualTo(Stage.DRAFT);
        validate(first, Verdict.Outcome.FAIL);
        assertThat(governance.stage(first)).isEqualTo(Stage.DRAFT);
        validate(first, Verdict.Outcome.PASS);
        assertThat(governance.stage(first)).isEqualTo(Stage.VALIDATED);
        approve(Actor.of("ana"), first);
        assertThat(governance.stage(first)).as("the author").isEqualTo(Stage.VALIDATED);
        approve(BEN, first);
        assertThat(governance.stage(first)).isEqualTo(Stage.APPROVED);

        champion.moveTo(first, "");
        assertThat(governance.stage(first)).as("an alias that is not protected").isEqualTo(Stage.APPROVED);
        registry.protect("m", "champion", ApprovalPolicy.of(1), "");
        assertThat(governance.stage(first)).isEqualTo(Stage.DEPLOYED);
        champion.remove("");
        assertThat(governance.stage(first)).as("approved under no policy").isEqualTo(Stage.VALIDATED);
        governance.retire(first, "old");
        assertThat(governance.stage(first)).isEqualTo(Stage.RETIRED);
        governance.recall(first, "wrong data");
        assertThat(governance.stage(first)).isEqualTo(Stage.RECALLED);
        assertThat(governance.stage(second)).isEqualTo(Stage.DRAFT);
    }

    @Test
    void gatesThatThePolicyNamesMustHavePassed() {
        registry.protect(
                "m", "champion", PromotionPolicy.gates("auc", "fairness").and(ApprovalPolicy.of(1)), "");
        assertThatThrownBy(() -> champion.moveTo(first, ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("gate 'auc': it has not looked")
                .hasMessageContaining("gate 'fairness'")
                .hasMessageContaining("1 approval, not by the author");
        validate(first, Verdict.Outcome.PASS);
        assertThat(governance.stage(first)).as("a gate has not looked").isEqualTo(Stage.DRAFT);
        TreeMap<String, Verdict> gates =
                new TreeMap<>(governance.validation(first).orElseThrow().gates());
        gates.put("fairness", Verdict.fail("four fifths missed", Document.of(0.7)));
        governance.validate(first, gates, "");
        approve(BEN, first);
        assertThatThrownBy(() -> champion.moveTo(first, ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("FAIL, four fifths missed");
        gates.put("fairness", Verdict.pass("repaired", Document.of(0.9)));
        governance.validate(first, gates, "");
        approve(BEN, first);
        assertThat(champion.moveTo(first, "").number()).isOne();
        assertThatThrownBy(() -> governance.validate(first, new TreeMap<>(), ""))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void approvalsAreVoidWhenTheEvidenceOrThePolicyChanges() {
        registry.protect("m", "champion", ApprovalPolicy.of(1), "");
        validate(first, Verdict.Outcome.PASS);
        approve(BEN, first);
        assertThat(registry.approvals(first)).hasSize(1);
        validate(first, Verdict.Outcome.RUBBER_STAMPED);
        assertThat(registry.approvals(first)).as("other evidence").isEmpty();
        approve(BEN, first);
        registry.protect("m", "champion", ApprovalPolicy.of(1), "the same policy");
        assertThat(registry.approvals(first)).hasSize(1);
        registry.protect("m", "challenger", ApprovalPolicy.of(2), "another");
        assertThat(registry.approvals(first)).as("other policies").isEmpty();
        assertThatThrownBy(() -> champion.moveTo(first, "")).isInstanceOf(RejectedException.class);
    }

    @Test
    void anApprovalExpiresAndMayBeRenewed() {
        registry.protect("m", "champion", ApprovalPolicy.of(1).validFor(Duration.ofDays(30)), "");
        approve(BEN, first);
        assertThatThrownBy(() -> approve(BEN, first)).isInstanceOf(AlreadyExistsException.class);
        clock.advance(Duration.ofDays(31));
        assertThatThrownBy(() -> champion.moveTo(first, ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("not older than 30 days");
        approve(BEN, first);
        champion.moveTo(first, "");
    }

    @Test
    void anApprovalMayBeTakenBack() {
        registry.protect("m", "champion", ApprovalPolicy.of(1), "");
        approve(BEN, first);
        registry.revokeApproval(first, BEN, "saw only half of it");
        assertThat(registry.approvals(first)).isEmpty();
        assertThatThrownBy(() -> champion.moveTo(first, "")).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> registry.revokeApproval(first, BEN, "")).isInstanceOf(NotFoundException.class);
        approve(BEN, first);
        champion.moveTo(first, "");
    }

    @Test
    void aPolicyForARoleCountsWhoHasItAndADelegateAsTheOneWhoDelegated() {
        Roles roles = governance.roles();
        registry.protect("m", PromotionPolicy.of(ApprovalPolicy.of(2).by("ml-lead")), "for all aliases");
        roles.grant("ml-lead", BEN, "");
        approve(BEN, first);
        approve(CLEO, first);
        assertThatThrownBy(() -> champion.moveTo(first, ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("2 approvals by ml-lead");

        Roles ofBen = mlops.as(BEN).governance().roles();
        ofBen.delegate("ml-lead", DAN, clock.instant().plus(Duration.ofDays(7)), "on holiday");
        assertThat(roles.of(DAN)).containsExactly(entry("ml-lead", BEN));
        approve(DAN, first);
        assertThatThrownBy(() -> champion.moveTo(first, ""))
                .as("ben and dan for ben are one")
                .isInstanceOf(RejectedException.class);
        roles.grant("ml-lead", Actor.of("eve"), "");
        approve(Actor.of("eve"), first);
        champion.moveTo(first, "");

        clock.advance(Duration.ofDays(7));
        assertThat(roles.of(DAN)).isEmpty();
        assertThatThrownBy(() -> mlops.as(CLEO)
                        .governance()
                        .roles()
                        .delegate("ml-lead", DAN, clock.instant().plusSeconds(1), ""))
                .isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> ofBen.delegate("ml-lead", DAN, clock.instant(), ""))
                .isInstanceOf(InvalidException.class);
        ofBen.delegate("ml-lead", DAN, clock.instant().plusSeconds(1), "");
        roles.revoke("ml-lead", BEN, "moved on");
        assertThat(roles.of(BEN)).isEmpty();
        assertThat(roles.of(DAN)).isEmpty();
        assertThatThrownBy(() -> roles.revoke("ml-lead", BEN, "")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void whoActsForTheAuthorIsNoSecondPairOfEyes() {
        governance.roles().grant("ml-lead", Actor.of("ana"), "");
        governance.roles().delegate("ml-lead", BEN, clock.instant().plusSeconds(60), "");
        registry.protect("m", "champion", ApprovalPolicy.of(1).by("ml-lead"), "");
        approve(BEN, first);
        assertThatThrownBy(() -> champion.moveTo(first, "")).isInstanceOf(RejectedException.class);
    }

    @Test
    void theGlassIsBrokenByWhoMayAndReviewedBySomebodyElse() {
        registry.protect("m", "champion", ApprovalPolicy.of(2), "");
        assertThatThrownBy(() -> governance.breakGlass("champion", first, "fire"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("break-glass");
        governance.roles().grant(Roles.BREAK_GLASS, Actor.of("ana"), "on call");
        assertThatThrownBy(() -> governance.breakGlass("champion", first, " ")).isInstanceOf(InvalidException.class);
        assertThat(governance
                        .breakGlass("champion", first, "all predictions are NaN")
                        .number())
                .isOne();
        assertThat(champion.current()).isEqualTo(first);

        Emergency open = governance.openEmergencies().get(0);
        assertThat(open.id()).isEqualTo("m@champion/1");
        assertThat(open.missing()).contains("2 approvals");
        assertThatThrownBy(() -> governance.review(open.id(), "fine")).isInstanceOf(RejectedException.class);
        Emergency reviewed = mlops.as(BEN).governance().review(open.id(), "it was right");
        assertThat(reviewed.findReview()).map(Emergency.Review::actor).contains(BEN);
        assertThat(governance.openEmergencies()).isEmpty();
        assertThatThrownBy(() -> mlops.as(BEN).governance().review(open.id(), "again"))
                .isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> mlops.as(BEN).governance().review("m@champion/9", "what"))
                .isInstanceOf(NotFoundException.class);
        governance.recall(second, "harmful");
        assertThatThrownBy(() -> governance.breakGlass("champion", second, "fire"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("recalled");
    }

    @Test
    void aRecallMovesEveryAliasAwayAtOnce() {
        Alias lonely = registry.alias("m", "lonely");
        ModelVersion third = registry.register("m", LocalRegistryTest.model("third"));
        champion.moveTo(first, "");
        champion.moveTo(second, "");
        champion.moveTo(third, "");
        lonely.moveTo(third, "");
        governance.retire(registry.register("m", LocalRegistryTest.model("fourth")), "never used");
        assertThatThrownBy(() -> governance.retire(third, ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("m@champion, m@lonely");

        governance.recall(second, "wrong labels");
        assertThat(champion.current()).isEqualTo(third);
        governance.recall(third, "wrong labels too");
        assertThat(champion.current()).as("the second was recalled before").isEqualTo(first);
        assertThat(champion.history().get(3).reason()).contains("m/3 was recalled: wrong labels too");
        assertThat(lonely.find()).isEmpty();
        assertThatThrownBy(() -> champion.moveTo(third, ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("m/3 was recalled by ana at 2026-03-03T12:00:00Z: wrong labels too");
        assertThatThrownBy(() -> governance.requireServable(third, "d")).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> governance.recall(third, "")).isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void aModelIsHandedOverByOfferAndAcceptance() {
        assertThat(governance.ownership("m")).isEqualTo(new Ownership(Actor.of("ana"), null));
        Governance ofBen = mlops.as(BEN).governance();
        assertThatThrownBy(() -> ofBen.accept("m", "")).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> ofBen.offer("m", BEN, "mine")).isInstanceOf(RejectedException.class);
        governance.offer("m", BEN, "I leave");
        assertThat(governance.ownership("m")).isEqualTo(new Ownership(Actor.of("ana"), BEN));
        assertThatThrownBy(() -> mlops.as(CLEO).governance().accept("m", "")).isInstanceOf(RejectedException.class);
        ofBen.accept("m", "I take it");
        assertThat(governance.ownership("m")).isEqualTo(new Ownership(BEN, null));
        assertThatThrownBy(() -> governance.giveUp("m", "")).isInstanceOf(RejectedException.class);

        champion.moveTo(first, "");
        champion.moveTo(second, "");
        ofBen.giveUp("m", "the team is gone");
        assertThatThrownBy(() -> champion.moveTo(first, ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("nobody owns the model");
        assertThat(champion.rollback("still works").number()).isOne();
        mlops.as(DAN).governance().offer("m", CLEO, "somebody has to");
        mlops.as(CLEO).governance().accept("m", "");
        champion.moveTo(second, "");
        assertThatThrownBy(() -> governance.ownership("none")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void datesOfTheInventoryAreEnforcedUnlessAnExceptionIsInForce() {
        assertThat(governance.inventory("m")).isEqualTo(Inventory.EMPTY);
        Inventory inventory = Inventory.builder()
                .deputy(BEN)
                .accountable(CLEO)
                .validator(DAN)
                .tier("1")
                .riskClass("high")
                .validationDue(clock.instant().plus(Duration.ofDays(10)))
                .retirement(clock.instant().plus(Duration.ofDays(20)))
                .finding(clock.instant(), "no winter in the data")
                .incident(clock.instant(), "late by an hour")
                .build();
        governance.writeInventory("m", inventory, "audit");
        assertThat(governance.inventory("m")).isEqualTo(inventory);
        champion.moveTo(first, "");

        clock.advance(Duration.ofDays(11));
        assertThatThrownBy(() -> champion.moveTo(second, ""))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("validated again until 2026-03-13T12:00:00Z");
        Inventory exempt = inventory.toBuilder()
                .exception(
                        Inventory.Rule.VALIDATION_DUE,
                        "the validator is ill",
                        clock.instant().plusSeconds(60))
                .build();
        governance.writeInventory("m", exempt, "one more minute");
        champion.moveTo(second, "");
        clock.advance(Duration.ofSeconds(60));
        assertThatThrownBy(() -> champion.moveTo(first, "")).isInstanceOf(RejectedException.class);
        clock.advance(Duration.ofDays(10));
        assertThatThrownBy(() -> champion.moveTo(first, "")).hasMessageContaining("was to retire");
        assertThatThrownBy(() -> governance.writeInventory("none", exempt, "")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void onlyDeploymentsThatTheInventoryNamesMayServe() {
        governance.requireServable(first, "anywhere");
        governance.writeInventory("m", Inventory.builder().deployments("pilot").build(), "");
        governance.requireServable(first, "pilot");
        assertThatThrownBy(() -> governance.requireServable(first, "checkout"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("names pilot only");
        governance.writeInventory(
                "m",
                governance.inventory("m").toBuilder()
                        .exception(
                                Inventory.Rule.DEPLOYMENTS,
                                "trial",
                                clock.instant().plusSeconds(60))
                        .build(),
                "");
        governance.requireServable(first, "checkout");
        clock.advance(Duration.ofSeconds(60));
        assertThatThrownBy(() -> governance.requireServable(first, "checkout")).isInstanceOf(RejectedException.class);
    }
}

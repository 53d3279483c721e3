// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.error.AccessDeniedException;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.governance.AccessRules;
import org.mlops4j.governance.Emergency;
import org.mlops4j.governance.Evidence;
import org.mlops4j.governance.Governance;
import org.mlops4j.governance.Inventory;
import org.mlops4j.governance.Roles;
import org.mlops4j.governance.Stage;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.PromotionPolicy;
import org.mlops4j.registry.Signature;
import org.mlops4j.tracking.Tracking;

/** The code of the guide to governance, and of versions and aliases in the guide to the registry. */
class GovernanceGuideTest {

    @TempDir
    private Path directory;

    /** A row of the training data. */
    record Flight(double distance, double late) {}

    private static ModelPackage model(String bytes) {
        return ModelPackage.of("linear").withFile("model", bytes.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void versionsAndAliases() throws IOException {
        Path file = directory.resolve("model.json");
        Files.writeString(file, "{\"intercept\": 1, \"coefficients\": [0.5], \"link\": \"logit\"}");
        Table training = Table.of(Flight.class, List.of(new Flight(733, 0), new Flight(190, 1)));
        try (Mlops mlops = Mlops.open(directory.resolve("store"))) {
            ModelRegistry registry = mlops.registry();
            Tracking tracking = mlops.tracking();
            Instant march = mlops.clock().instant();
            ModelVersion first =
                    registry.register("late-flights", ModelPackage.of("linear").withFile("model", file));
            ModelVersion version = tracking.during("late-flights", run -> {
                run.dataset("train", training);
                return run.register(
                        "late-flights",
                        ModelPackage.of("linear").withFile("model", file).signature(Signature.of(training, "late")));
            });
            assertThat(version.findRun()).contains("late-flights-1");

            registry.tags(version).set("region", "Europe");
            assertThat(registry.tags(version).all()).containsEntry("region", "Europe");

            for (ModelVersion found : registry.search(
                    "model = 'late-flights' and tags.region = 'Europe' order by number desc limit 10")) {
                System.out.println(found + " by " + found.author() + ", " + found.created());
            }

            Alias champion = registry.alias("late-flights", "champion");
            champion.moveTo(first, "first model, beats the base rate");
            Optional<ModelVersion> seen = champion.find();
            champion.moveTo(version, seen, "auc 0.75 against 0.72"); // only if nobody has moved it meanwhile
            champion.rollback("calibration is off");
            Optional<ModelVersion> then = champion.asOf(march);
            champion.history()
                    .forEach(move -> System.out.println(move.time() + " " + move.actor() + ": " + move.reason()));

            Instant april = mlops.clock().instant();
            Alias.Move move = champion.moveAsOf(april).orElseThrow();
            Evidence why = mlops.governance().evidence(champion, move);
            assertThat(move.reason()).isEqualTo("calibration is off");
            assertThat(why.findPolicy()).isEmpty();
            assertThat(then).isEmpty();
            assertThat(champion.current()).isEqualTo(first);
            assertThatThrownBy(() -> champion.moveTo(version, Optional.of(version), ""))
                    .isInstanceOf(ConflictException.class);

            registry.delete(version, "trained on data that we had to delete");
            assertThat(registry.deleted("late-flights")).hasSize(1);
            assertThatThrownBy(() -> registry.load("late-flights", 2)).isInstanceOf(NotFoundException.class);
            champion.remove("the model is not used any more");
            assertThat(champion.find()).isEmpty();
        }
    }

    @Test
    void theWayOfAVersion() {
        try (Mlops mlops =
                Mlops.builder().directory(directory).actor(Actor.of("ana")).open()) {
            ModelRegistry registry = mlops.registry();
            Governance governance = mlops.governance();
            Instant nextYear = mlops.clock().instant().plus(Duration.ofDays(365));
            ModelVersion version = registry.register("late-flights", model("a"));

            registry.protect(
                    "late-flights",
                    PromotionPolicy.gates("auc", "fairness")
                            .and(ApprovalPolicy.of(2).by("ml-lead").validFor(Duration.ofDays(30))),
                    "four eyes, and not those of the author");

            governance.roles().grant("ml-lead", Actor.of("ben"), "leads the team");
            governance.roles().grant("ml-lead", Actor.of("cleo"), "leads the other team");
            mlops.as(Actor.of("cleo"))
                    .governance()
                    .roles()
                    .delegate("ml-lead", Actor.of("dan"), nextYear, "on parental leave");

            TreeMap<String, Verdict> gates = new TreeMap<>();
            gates.put("auc", Verdict.pass("0.751, champion 0.742", Document.of(0.751)));
            gates.put("fairness", Verdict.pass("four fifths hold in every region", Document.of(0.91)));
            governance.validate(version, gates, "nightly evaluation");
            assertThat(governance.stage(version)).isEqualTo(Stage.VALIDATED);

            mlops.as(Actor.of("ben")).registry().approve(version, "read the report");
            mlops.as(Actor.of("dan")).registry().approve(version, "tried it on my data");
            assertThat(governance.stage(version)).isEqualTo(Stage.APPROVED);
            registry.alias("late-flights", "champion").moveTo(version, "approved");
            assertThat(governance.stage(version)).isEqualTo(Stage.DEPLOYED);

            governance.roles().grant(Roles.BREAK_GLASS, Actor.of("ana"), "on call this week");
            ModelVersion repaired = registry.register("late-flights", model("b"));
            governance.breakGlass("champion", repaired, "the champion answers NaN for Denver");
            for (Emergency open : governance.openEmergencies()) {
                mlops.as(Actor.of("ben")).governance().review(open.id(), "it was right; the approvals came on Monday");
            }
            assertThat(governance.openEmergencies()).isEmpty();

            governance.recall(repaired, "leaks the label");
            assertThat(governance.stage(repaired)).isEqualTo(Stage.RECALLED);
            assertThat(registry.resolve("late-flights@champion")).isEqualTo(version);

            governance.offer("late-flights", Actor.of("ben"), "I change teams");
            mlops.as(Actor.of("ben")).governance().accept("late-flights", "mine now");

            Inventory inventory = Inventory.builder()
                    .deputy(Actor.of("cleo"))
                    .accountable(Actor.of("fay"))
                    .tier("1")
                    .riskClass("limited")
                    .validationDue(nextYear)
                    .deployments("checkout", "checkout-canary")
                    .build();
            governance.writeInventory("late-flights", inventory, "yearly review");
            assertThatThrownBy(() -> governance.requireServable(version, "somewhere"))
                    .isInstanceOf(RejectedException.class);
            assertThat(mlops.audit().verify()).isPositive();
        }
    }

    @Test
    void accessIsDecidedByAPolicy() {
        AccessRules rules = AccessRules.none()
                .allow("*", "run.*", "*")
                .allow("service:training", "version.register", "late-flights/*")
                .allow("ben", "*", "late-flights*");
        try (Mlops mlops = Mlops.builder()
                .directory(directory)
                .actor(Actor.of("service:training").recognisedBy("mtls"))
                .access(rules)
                .open()) {
            ModelVersion version = mlops.registry().register("late-flights", model("a"));
            assertThatThrownBy(() ->
                            mlops.registry().alias("late-flights", "champion").moveTo(version, ""))
                    .isInstanceOf(AccessDeniedException.class);
            Actor signedIn = Actor.of("service:portal").recognisedBy("oidc").onBehalfOf(Actor.of("ben"));
            assertThatThrownBy(() -> mlops.as(signedIn).registry().approve(version, ""))
                    .isInstanceOf(AccessDeniedException.class);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.roles.LocalRoles;
import org.mlops4j.core.serving.KillSwitch;
import org.mlops4j.data.Name;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.governance.Emergency;
import org.mlops4j.governance.Evidence;
import org.mlops4j.governance.Governance;
import org.mlops4j.governance.Inventory;
import org.mlops4j.governance.Ownership;
import org.mlops4j.governance.Roles;
import org.mlops4j.governance.Stage;
import org.mlops4j.governance.Validation;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;

/** Governance over the documents of the registry. Keeps no state of its own. */
public final class LocalGovernance implements Governance {

    private final MetadataStore metadata;
    private final HashChain chain;
    private final InstantSource clock;
    private final Roles roles;

    /** Acts in the name of the chain's actor. */
    public LocalGovernance(MetadataStore metadata, HashChain chain, InstantSource clock) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.chain = requireNonNull(chain, "chain");
        this.clock = requireNonNull(clock, "clock");
        this.roles = new LocalRoles(metadata, chain, clock);
    }

    @Override
    public Roles roles() {
        return roles;
    }

    @Override
    public Stage stage(ModelVersion version) {
        return metadata.read(reader -> new Stages(reader, clock.instant()).of(Versions.same(reader, version)));
    }

    @Override
    public Validation validate(ModelVersion version, SortedMap<String, Verdict> gates, String reason) {
        Validation validation = new Validation(version.digest(), gates, chain.actor(), clock.instant(), reason);
        return chain.transact(
                "version.validate",
                version.id(),
                reason,
                writer -> Validations.put(writer, Versions.same(writer, version), validation));
    }

    @Override
    public Optional<Validation> validation(ModelVersion version) {
        return metadata.read(reader -> Validations.find(reader, Versions.same(reader, version)));
    }

    @Override
    public void retire(ModelVersion version, String reason) {
        chain.transact("version.retire", version.id(), reason, writer -> {
            ModelVersion stored = Versions.same(writer, version);
            Promotion.requireInUse(writer, stored);
            Served.requireUnused(writer, stored, "it retires");
            return withdraw(writer, stored, Stage.RETIRED, reason);
        });
    }

    @Override
    public void recall(ModelVersion version, String reason) {
        chain.transact("version.recall", version.id(), reason, writer -> {
            ModelVersion stored = Versions.same(writer, version);
            Withdrawals.find(writer, stored)
                    .filter(earlier -> earlier.stage() == Stage.RECALLED)
                    .ifPresent(earlier -> {
                        throw new AlreadyExistsException(stored + " was " + earlier);
                    });
            Withdrawals.Withdrawal withdrawal = withdraw(writer, stored, Stage.RECALLED, reason);
            String why = stored + " was recalled: " + reason;
            takeOut(writer, stored, why);
            Members.holders(writer, stored)
                    .forEach(holder -> takeOut(writer, holder, holder + " is composed of what is out of use: " + why));
            return withdrawal;
        });
    }

    /** Only after the withdrawal is stored, so that no alias rolls back to what is taken out of use. */
    private void takeOut(MetadataWriter writer, ModelVersion version, String why) {
        for (String alias : Moves.targetsAt(writer, version)) {
            AliasStack stack = stack(version, alias);
            if (stack.rollback(writer, why).isEmpty()) {
                stack.remove(writer, why);
                stopDeployments(writer, alias, why);
            }
        }
        stopDeployments(writer, version.id(), why);
    }

    private static void stopDeployments(MetadataWriter writer, String reference, String why) {
        Served.by(writer, Set.of(reference)).forEach(deployment -> KillSwitch.stop(writer, deployment, why));
    }

    private Withdrawals.Withdrawal withdraw(MetadataWriter writer, ModelVersion version, Stage stage, String reason) {
        return Withdrawals.put(
                writer, version, new Withdrawals.Withdrawal(stage, chain.actor(), clock.instant(), reason));
    }

    @Override
    public void requireServable(ModelVersion version, String deployment) {
        metadata.read(reader -> {
            ModelVersion stored = Versions.same(reader, version);
            requireServable(reader, stored, deployment);
            return stored;
        });
    }

    private void requireServable(MetadataReader reader, ModelVersion stored, String deployment) {
        Withdrawals.find(reader, stored)
                .filter(withdrawal -> withdrawal.stage() == Stage.RECALLED)
                .ifPresent(withdrawal -> {
                    throw new RejectedException(stored + " is not served: it was " + withdrawal);
                });
        Inventory inventory = Inventories.of(reader, stored.model());
        if (!inventory.mayServe(deployment, clock.instant())) {
            throw new RejectedException("deployment '" + deployment + "' may not serve " + stored
                    + ": the inventory of the model names " + String.join(", ", inventory.deployments())
                    + " only; add it there, or an exception for a time");
        }
        Members.of(reader, stored).forEach(member -> requireServable(reader, member, deployment));
    }

    @Override
    public Alias.Move breakGlass(String alias, ModelVersion version, String reason) {
        String target = version.model() + "@" + AliasName.require(alias);
        requireText("a reason for breaking the glass", reason);
        return chain.transact("alias.break-glass", target, reason, writer -> {
            if (!LocalRoles.held(writer, chain.actor(), clock.instant()).containsKey(Roles.BREAK_GLASS)) {
                throw new RejectedException("'" + chain.actor() + "' has not the role '" + Roles.BREAK_GLASS
                        + "' and cannot move '" + target + "' past its policy");
            }
            ModelVersion stored = Versions.same(writer, version);
            Promotion.requireInUse(writer, stored);
            String missing = String.join("; ", Promotion.missing(writer, target, stored, clock.instant()));
            Alias.Move move = stack(stored, target).push(writer, stored, reason);
            Emergencies.put(
                    writer,
                    new Emergency(
                            target, move.revision(), move.number(), move.actor(), move.time(), reason, missing, null));
            return move;
        });
    }

    @Override
    public Evidence evidence(Alias alias, Alias.Move move) {
        String target = alias.model() + "@" + alias.name();
        return metadata.read(reader -> {
            Alias.Move stored = Moves.find(reader, target, move.revision())
                    .map(StackedMove::move)
                    .filter(found -> found.number() == move.number())
                    .orElseThrow(() -> new NotFoundException("alias '" + target + "' was never moved so: " + move));
            return StoredEvidence.of(reader, target, stored.revision());
        });
    }

    @Override
    public List<Emergency> openEmergencies() {
        return metadata.read(Emergencies::open);
    }

    @Override
    public Emergency review(String emergency, String finding) {
        requireText("a finding", finding);
        return chain.transact("emergency.review", emergency, finding, writer -> {
            Emergency found = Emergencies.load(writer, emergency);
            if (found.findReview().isPresent()) {
                throw new AlreadyExistsException("emergency '" + emergency + "' was reviewed before, by "
                        + found.findReview().get().actor());
            }
            if (found.actor().equals(chain.actor())) {
                throw new RejectedException(
                        "'" + chain.actor() + "' broke the glass; somebody else has to review '" + emergency + "'");
            }
            Emergency.Review review = new Emergency.Review(chain.actor(), clock.instant(), finding);
            return Emergencies.put(writer, found.with(review));
        });
    }

    @Override
    public Ownership ownership(String model) {
        Name.require("model", model);
        return metadata.read(reader -> Owners.of(reader, model));
    }

    @Override
    public void offer(String model, Actor to, String reason) {
        requireNonNull(to, "to");
        own("model.offer", model, reason, ownership -> {
            if (ownership.findOwner().isPresent()) {
                requireOwner(model, ownership);
            }
            return new Ownership(ownership.owner(), to);
        });
    }

    @Override
    public void accept(String model, String reason) {
        own("model.accept", model, reason, ownership -> {
            if (ownership.findOffered().filter(chain.actor()::equals).isEmpty()) {
                throw new RejectedException("model '" + model + "' was not offered to '" + chain.actor() + "'"
                        + ownership
                                .findOffered()
                                .map(to -> ", but to '" + to + "'")
                                .orElse(""));
            }
            return new Ownership(chain.actor(), null);
        });
    }

    @Override
    public void giveUp(String model, String reason) {
        own("model.give-up", model, reason, ownership -> {
            requireOwner(model, ownership);
            return new Ownership(null, ownership.offered());
        });
    }

    @Override
    public Inventory inventory(String model) {
        Name.require("model", model);
        return metadata.read(reader -> Inventories.of(reader, model));
    }

    @Override
    public void writeInventory(String model, Inventory inventory, String reason) {
        Name.require("model", model);
        requireNonNull(inventory, "inventory");
        chain.transact("inventory.write", model, reason, writer -> Inventories.put(writer, model, inventory));
    }

    private void own(String action, String model, String reason, Change change) {
        Name.require("model", model);
        chain.transact(action, model, reason, writer -> Owners.put(writer, model, change.of(Owners.of(writer, model))));
    }

    private void requireOwner(String model, Ownership ownership) {
        if (ownership.findOwner().filter(chain.actor()::equals).isEmpty()) {
            throw new RejectedException("model '" + model + "' is owned by "
                    + ownership.findOwner().map(owner -> "'" + owner + "'").orElse("nobody") + ", not by '"
                    + chain.actor() + "'");
        }
    }

    private AliasStack stack(ModelVersion version, String target) {
        return new AliasStack(version.model(), target, chain.actor(), clock);
    }

    private static void requireText(String what, String text) {
        if (text.isBlank()) {
            throw new InvalidException(what + " is needed");
        }
    }

    /** What becomes of an ownership. */
    private interface Change {
        Ownership of(Ownership before);
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.error.RejectedException;
import org.mlops4j.governance.Inventory;
import org.mlops4j.governance.Inventory.Rule;
import org.mlops4j.governance.Validation;
import org.mlops4j.registry.Approval;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.PromotionPolicy;
import org.mlops4j.spi.MetadataReader;

/** Whether an alias may be pointed at a version. */
final class Promotion {

    private Promotion() {}

    /** Rejects a version that the alias may not point at, and says all that it lacks. */
    static void check(MetadataReader reader, String alias, ModelVersion version, Instant now) {
        requireInUse(reader, version);
        List<String> missing = missing(reader, alias, version, now);
        if (!missing.isEmpty()) {
            throw new RejectedException(
                    "'" + alias + "' cannot point at " + version + ": " + String.join("; ", missing));
        }
    }

    /** Rejects a version that was retired or recalled. */
    static void requireInUse(MetadataReader reader, ModelVersion version) {
        Withdrawals.find(reader, version).ifPresent(withdrawal -> {
            throw new RejectedException(version + " was " + withdrawal);
        });
    }

    /** {@return what a version lacks that an alias asks for, in sentences} */
    static List<String> missing(MetadataReader reader, String alias, ModelVersion version, Instant now) {
        List<String> missing = new ArrayList<>();
        if (Owners.of(reader, version.model()).findOwner().isEmpty()) {
            missing.add("nobody owns the model; offer it to somebody who accepts it");
        }
        overdue(Inventories.of(reader, version.model()), now, missing);
        Protection.of(reader, version.model(), alias).ifPresent(policy -> lacks(reader, policy, version, now, missing));
        return missing;
    }

    /** {@return whether a version has what a policy asks for} */
    static boolean satisfies(MetadataReader reader, PromotionPolicy policy, ModelVersion version, Instant now) {
        List<String> missing = new ArrayList<>();
        lacks(reader, policy, version, now, missing);
        return missing.isEmpty();
    }

    private static void overdue(Inventory inventory, Instant now, List<String> missing) {
        Instant due = inventory.validationDue();
        if (due != null && now.isAfter(due) && !inventory.isExempt(Rule.VALIDATION_DUE, now)) {
            missing.add("the model was to be validated again until " + due);
        }
        Instant retirement = inventory.retirement();
        if (retirement != null && now.isAfter(retirement) && !inventory.isExempt(Rule.RETIREMENT, now)) {
            missing.add("the model was to retire at " + retirement);
        }
    }

    private static void lacks(
            MetadataReader reader, PromotionPolicy policy, ModelVersion version, Instant now, List<String> missing) {
        Optional<Validation> validation = Validations.find(reader, version);
        for (String gate : policy.gates()) {
            String said = validation
                    .map(Validation::gates)
                    .map(gates -> gates.get(gate))
                    .map(verdict -> verdict.passes() ? "" : verdict.outcome() + ", " + verdict.reason())
                    .orElse("it has not looked");
            if (!said.isEmpty()) {
                missing.add("it must pass the gate '" + gate + "': " + said);
            }
        }
        policy.findApprovals().ifPresent(approvals -> approved(reader, approvals, version, now, missing));
    }

    private static void approved(
            MetadataReader reader, ApprovalPolicy policy, ModelVersion version, Instant now, List<String> missing) {
        List<Approval> given = Approvals.of(reader, version);
        if (!policy.satisfiedBy(given, version.author(), now)) {
            missing.add("it must have " + policy + "; it is by " + version.author() + " and has "
                    + (given.isEmpty() ? "none" : "approvals of " + actors(given)));
        }
    }

    private static String actors(List<Approval> given) {
        return String.join(", ", given.stream().map(a -> a.actor().name()).toList());
    }
}

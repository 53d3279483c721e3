// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mlops4j.governance.Stage;
import org.mlops4j.governance.Validation;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.PromotionPolicy;
import org.mlops4j.spi.MetadataReader;

/**
 * How far versions are, told by what is stored of them. For one transaction, in which what many versions share is read
 * once.
 */
final class Stages {

    /** What holds where no policy says anything. */
    private static final List<PromotionPolicy> FOUR_EYES = List.of(PromotionPolicy.of(ApprovalPolicy.of(1)));

    private final MetadataReader reader;
    private final Instant now;
    private final Map<String, List<PromotionPolicy>> policies = new HashMap<>();
    private @Nullable Set<String> served;

    /** Tells stages as one state of the store has them at an instant. */
    Stages(MetadataReader reader, Instant now) {
        this.reader = reader;
        this.now = now;
    }

    /** {@return how far a stored version is} */
    Stage of(ModelVersion version) {
        Optional<Stage> withdrawn = Withdrawals.find(reader, version).map(Withdrawals.Withdrawal::stage);
        if (withdrawn.isPresent()) {
            return withdrawn.get();
        }
        if (isDeployed(version)) {
            return Stage.DEPLOYED;
        }
        List<PromotionPolicy> asked = policies.computeIfAbsent(version.model(), model -> Protection.of(reader, model));
        if (!isValidated(version, asked)) {
            return Stage.DRAFT;
        }
        return (asked.isEmpty() ? FOUR_EYES : asked)
                        .stream().anyMatch(policy -> Promotion.satisfies(reader, policy, version, now))
                ? Stage.APPROVED
                : Stage.VALIDATED;
    }

    private boolean isDeployed(ModelVersion version) {
        Set<String> references = new HashSet<>(Moves.targetsAt(reader, version));
        if (references.stream()
                .anyMatch(alias -> Protection.of(reader, version.model(), alias).isPresent())) {
            return true;
        }
        references.add(version.id());
        return !Collections.disjoint(served(), references);
    }

    private Set<String> served() {
        Set<String> known = served;
        if (known == null) {
            known = Served.references(reader);
            served = known;
        }
        return known;
    }

    private boolean isValidated(ModelVersion version, List<PromotionPolicy> asked) {
        Optional<Validation> validation = Validations.find(reader, version).filter(Validation::passes);
        return validation.isPresent()
                && asked.stream()
                        .allMatch(policy -> validation.get().gates().keySet().containsAll(policy.gates()));
    }
}

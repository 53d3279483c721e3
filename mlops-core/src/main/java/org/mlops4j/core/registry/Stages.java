// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mlops4j.governance.Stage;
import org.mlops4j.governance.Validation;
import org.mlops4j.registry.ApprovalPolicy;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.PromotionPolicy;
import org.mlops4j.spi.MetadataReader;

/** How far versions are, told by what is stored of them. */
final class Stages {

    /** What holds where no policy says anything. */
    private static final List<PromotionPolicy> FOUR_EYES = List.of(PromotionPolicy.of(ApprovalPolicy.of(1)));

    private Stages() {}

    static Stage of(MetadataReader reader, ModelVersion version, Instant now) {
        Optional<Stage> withdrawn = Withdrawals.find(reader, version).map(Withdrawals.Withdrawal::stage);
        if (withdrawn.isPresent()) {
            return withdrawn.get();
        }
        if (isDeployed(reader, version)) {
            return Stage.DEPLOYED;
        }
        List<PromotionPolicy> policies = Protection.of(reader, version.model());
        if (!isValidated(reader, version, policies)) {
            return Stage.DRAFT;
        }
        return (policies.isEmpty() ? FOUR_EYES : policies)
                        .stream().anyMatch(policy -> Promotion.satisfies(reader, policy, version, now))
                ? Stage.APPROVED
                : Stage.VALIDATED;
    }

    private static boolean isDeployed(MetadataReader reader, ModelVersion version) {
        Set<String> references = new HashSet<>(Moves.targetsAt(reader, version));
        if (references.stream()
                .anyMatch(alias -> Protection.of(reader, version.model(), alias).isPresent())) {
            return true;
        }
        references.add(version.id());
        return !Served.by(reader, references).isEmpty();
    }

    private static boolean isValidated(MetadataReader reader, ModelVersion version, List<PromotionPolicy> policies) {
        Optional<Validation> validation = Validations.find(reader, version).filter(Validation::passes);
        return validation.isPresent()
                && policies.stream()
                        .allMatch(policy -> validation.get().gates().keySet().containsAll(policy.gates()));
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        if (!isValidated(reader, version)) {
            return Stage.DRAFT;
        }
        List<PromotionPolicy> policies = Protection.of(reader, version.model());
        return (policies.isEmpty() ? FOUR_EYES : policies)
                        .stream().anyMatch(policy -> Promotion.satisfies(reader, policy, version, now))
                ? Stage.APPROVED
                : Stage.VALIDATED;
    }

    private static boolean isDeployed(MetadataReader reader, ModelVersion version) {
        List<String> aliases = Moves.targetsAt(reader, version);
        return aliases.stream()
                        .anyMatch(alias ->
                                Protection.of(reader, version.model(), alias).isPresent())
                || Served.anyBy(reader, version, aliases);
    }

    private static boolean isValidated(MetadataReader reader, ModelVersion version) {
        Optional<Validation> validation = Validations.find(reader, version).filter(Validation::passes);
        return validation.isPresent()
                && Protection.of(reader, version.model()).stream()
                        .allMatch(policy -> validation.get().gates().keySet().containsAll(policy.gates()));
    }
}

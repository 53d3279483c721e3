// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.governance;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.registry.Approval;
import org.mlops4j.registry.PromotionPolicy;

/**
 * What a move of an alias was decided on, as it was then. Later validations, approvals and policies do not change it.
 *
 * @param policy what the version had to have, or {@code null} if the alias was not protected
 * @param validation what gates had said of the version, or {@code null} if none had looked
 * @param approvals those that counted, oldest first
 */
public record Evidence(
        @Nullable PromotionPolicy policy, @Nullable Validation validation, List<Approval> approvals) {

    /** Copies the approvals. */
    public Evidence {
        approvals = List.copyOf(approvals);
    }

    /** {@return what the version had to have, if the alias was protected} */
    public Optional<PromotionPolicy> findPolicy() {
        return Optional.ofNullable(policy);
    }

    /** {@return what gates had said of the version, if any had looked} */
    public Optional<Validation> findValidation() {
        return Optional.ofNullable(validation);
    }
}

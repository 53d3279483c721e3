// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;

/**
 * What a version must have before a protected alias may point at it.
 *
 * @param gates the names of gates that must have passed, in order; may be empty
 * @param approvals who has to sign off, or {@code null} if nobody has to
 */
public record PromotionPolicy(List<String> gates, @Nullable ApprovalPolicy approvals) {

    /** Checks and sorts the gates. */
    public PromotionPolicy {
        gates = gates.stream().sorted().distinct().toList();
        gates.forEach(gate -> Name.require("gate", gate));
        if (gates.isEmpty() && approvals == null) {
            throw new IllegalArgumentException("a policy without gates and approvals protects nothing");
        }
    }

    /** {@return a policy that asks for approvals} */
    public static PromotionPolicy of(ApprovalPolicy approvals) {
        return new PromotionPolicy(List.of(), approvals);
    }

    /** {@return a policy that asks for gates that have passed} */
    public static PromotionPolicy gates(String... names) {
        return new PromotionPolicy(List.of(names), null);
    }

    /** {@return this policy that asks for approvals too} */
    public PromotionPolicy and(ApprovalPolicy needed) {
        return new PromotionPolicy(gates, needed);
    }

    /** {@return who has to sign off, if anybody} */
    public Optional<ApprovalPolicy> findApprovals() {
        return Optional.ofNullable(approvals);
    }

    /** {@return the policy whose {@link #toDocument()} this is} */
    public static PromotionPolicy from(Document document) {
        return new PromotionPolicy(
                document.find("gates").map(Document::texts).orElse(List.of()),
                document.find("approvals")
                        .map(number -> ApprovalPolicy.from(document))
                        .orElse(null));
    }

    /** {@return the form in which policies are stored} */
    public Document.Fields toDocument() {
        Document.Fields document = approvals == null ? Document.object() : approvals.toDocument();
        return gates.isEmpty() ? document : document.with("gates", Document.texts(gates));
    }

    @Override
    public String toString() {
        String gated = gates.isEmpty() ? "" : "gates passed: " + String.join(", ", gates);
        return approvals == null ? gated : (gated.isEmpty() ? "" : gated + "; ") + approvals;
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * How many people have to sign off.
 *
 * @param approvals how many different actors, at least 1
 * @param authorCounts whether the author may be one of them
 */
public record ApprovalPolicy(int approvals, boolean authorCounts) {

    /** Checks the number. */
    public ApprovalPolicy {
        if (approvals < 1) {
            throw new IllegalArgumentException("a policy needs at least 1 approval, was " + approvals);
        }
    }

    /** {@return a policy of that many approvals, none of them the author's} */
    public static ApprovalPolicy of(int approvals) {
        return new ApprovalPolicy(approvals, false);
    }

    /** {@return whether these approvals satisfy the policy for something that the author made} */
    public boolean satisfiedBy(List<Approval> given, Actor author) {
        return given.stream()
                        .map(Approval::actor)
                        .filter(actor -> authorCounts || !actor.equals(author))
                        .distinct()
                        .count()
                >= approvals;
    }

    /** {@return the policy whose {@link #toDocument()} this is} */
    public static ApprovalPolicy from(Document document) {
        return new ApprovalPolicy(
                Math.toIntExact(document.get("approvals").whole()),
                document.get("author_counts").bool());
    }

    /** {@return the form in which policies are stored} */
    public Document toDocument() {
        return Document.object().with("approvals", approvals).with("author_counts", authorCounts);
    }

    @Override
    public String toString() {
        return approvals + (approvals == 1 ? " approval" : " approvals") + (authorCounts ? "" : ", not by the author");
    }
}

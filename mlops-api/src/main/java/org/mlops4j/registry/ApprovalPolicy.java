// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.identity.Actor;

/**
 * How many people have to sign off, and who.
 *
 * @param approvals how many different people, at least 1
 * @param authorCounts whether the author may be one of them
 * @param role the role that each must have, or {@code null} for anybody
 * @param validFor how long an approval counts, or {@code null} for ever
 */
public record ApprovalPolicy(
        int approvals,
        boolean authorCounts,
        @Nullable String role,
        @Nullable Duration validFor) {

    /** Checks the parts. */
    public ApprovalPolicy {
        if (approvals < 1) {
            throw new IllegalArgumentException("a policy needs at least 1 approval, was " + approvals);
        }
        if (role != null) {
            Name.require("role", role);
        }
        if (validFor != null && (validFor.isNegative() || validFor.isZero())) {
            throw new IllegalArgumentException("an approval must count for some time, was " + validFor);
        }
    }

    /** A policy that takes the approvals of anybody, for ever. */
    public ApprovalPolicy(int approvals, boolean authorCounts) {
        this(approvals, authorCounts, null, null);
    }

    /** {@return a policy of that many approvals, none of them the author's} */
    public static ApprovalPolicy of(int approvals) {
        return new ApprovalPolicy(approvals, false);
    }

    /** {@return this policy with approvals of people who have a role only} */
    public ApprovalPolicy by(String needed) {
        return new ApprovalPolicy(approvals, authorCounts, needed, validFor);
    }

    /** {@return this policy with approvals that count for a time only} */
    public ApprovalPolicy validFor(Duration time) {
        return new ApprovalPolicy(approvals, authorCounts, role, time);
    }

    /** {@return the role that each must have, if any} */
    public Optional<String> findRole() {
        return Optional.ofNullable(role);
    }

    /**
     * {@return whose approval it is for this policy, if it counts} Who approves by a role that was delegated counts as
     * the one who delegated it, so both together are one.
     *
     * @param author of what is approved
     * @param now an approval of the future counts: clocks go back
     */
    public Optional<Actor> person(Approval approval, Actor author, Instant now) {
        if (isExpired(approval, now)) {
            return Optional.empty();
        }
        Actor holder = role == null ? approval.actor() : approval.roles().get(role);
        boolean own = author.equals(holder) || author.equals(approval.actor());
        return Optional.ofNullable(holder).filter(person -> authorCounts || !own);
    }

    /** {@return whether an approval has counted and does no more} */
    public boolean isExpired(Approval approval, Instant now) {
        return validFor != null && Duration.between(approval.time(), now).compareTo(validFor) > 0;
    }

    /** {@return whether these approvals satisfy the policy at an instant for something that the author made} */
    public boolean satisfiedBy(List<Approval> given, Actor author, Instant now) {
        return given.stream()
                        .flatMap(approval -> person(approval, author, now).stream())
                        .distinct()
                        .count()
                >= approvals;
    }

    /** {@return the policy whose {@link #toDocument()} this is} */
    public static ApprovalPolicy from(Document document) {
        return new ApprovalPolicy(
                Math.toIntExact(document.get("approvals").whole()),
                document.get("author_counts").bool(),
                document.find("role").map(Document::text).orElse(null),
                document.find("valid_for").map(d -> Duration.parse(d.text())).orElse(null));
    }

    /** {@return the form in which policies are stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("approvals", approvals)
                .with("author_counts", authorCounts)
                .withOptional("role", role)
                .withOptional("valid_for", validFor == null ? null : validFor.toString());
    }

    @Override
    public String toString() {
        return approvals
                + (approvals == 1 ? " approval" : " approvals")
                + (role == null ? "" : " by " + role)
                + (authorCounts ? "" : ", not by the author")
                + (validFor == null ? "" : ", not older than " + words(validFor));
    }

    private static String words(Duration time) {
        long days = time.toDays();
        return time.equals(Duration.ofDays(days)) ? days + (days == 1 ? " day" : " days") : time.toString();
    }
}

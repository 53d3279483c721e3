// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.governance;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;

/**
 * What an organisation keeps of each model besides its owner. The dates and restrictions are enforced: see
 * {@link Rule}.
 *
 * @param deputy who stands in for the owner, or {@code null}
 * @param accountable who answers for the model, or {@code null}
 * @param validator who checks it, or {@code null}
 * @param tier how much hangs on it, in the organisation's own terms, or {@code null}
 * @param riskClass such as that of a law, or {@code null}
 * @param validationDue until when it has to be validated again, or {@code null}
 * @param retirement from when on it is not promoted any more, or {@code null}
 * @param deployments the names of the deployments that may serve it; empty for all
 * @param findings of validators and auditors, oldest first
 * @param incidents what went wrong in use, oldest first
 * @param exceptions from the rules, each for a time
 */
public record Inventory(
        @Nullable Actor deputy,
        @Nullable Actor accountable,
        @Nullable Actor validator,
        @Nullable String tier,
        @Nullable String riskClass,
        @Nullable Instant validationDue,
        @Nullable Instant retirement,
        List<String> deployments,
        List<Note> findings,
        List<Note> incidents,
        List<Exemption> exceptions) {

    /** Nothing is known. */
    public static final Inventory EMPTY = new InventoryBuilder().build();

    /** Copies the lists. */
    public Inventory {
        deployments = deployments.stream().sorted().distinct().toList();
        findings = List.copyOf(findings);
        incidents = List.copyOf(incidents);
        exceptions = List.copyOf(exceptions);
    }

    /** {@return a builder in which nothing is known} */
    public static InventoryBuilder builder() {
        return new InventoryBuilder();
    }

    /** {@return a builder with what this inventory has} */
    public InventoryBuilder toBuilder() {
        return new InventoryBuilder(this);
    }

    /** {@return whether an exception from a rule is in force at an instant} */
    public boolean isExempt(Rule rule, Instant now) {
        return exceptions.stream().anyMatch(exception -> exception.rule() == rule && now.isBefore(exception.until()));
    }

    /** {@return whether a deployment may serve the model at an instant} */
    public boolean mayServe(String deployment, Instant now) {
        return deployments.isEmpty() || deployments.contains(deployment) || isExempt(Rule.DEPLOYMENTS, now);
    }

    /** {@return the inventory whose {@link #toDocument()} this is} */
    public static Inventory from(Document document) {
        return new Inventory(
                actor(document, "deputy"),
                actor(document, "accountable"),
                actor(document, "validator"),
                document.find("tier").map(Document::text).orElse(null),
                document.find("risk_class").map(Document::text).orElse(null),
                document.find("validation_due").map(Document::instant).orElse(null),
                document.find("retirement").map(Document::instant).orElse(null),
                document.get("deployments").texts(),
                list(document, "findings", Note::from),
                list(document, "incidents", Note::from),
                list(document, "exceptions", Exemption::from));
    }

    /** {@return the form in which inventories are stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .withOptional("deputy", name(deputy))
                .withOptional("accountable", name(accountable))
                .withOptional("validator", name(validator))
                .withOptional("tier", tier)
                .withOptional("risk_class", riskClass)
                .withOptional("validation_due", text(validationDue))
                .withOptional("retirement", text(retirement))
                .with("deployments", Document.texts(deployments))
                .with("findings", list(findings, Note::toDocument))
                .with("incidents", list(incidents, Note::toDocument))
                .with("exceptions", list(exceptions, Exemption::toDocument));
    }

    private static @Nullable Actor actor(Document document, String field) {
        return document.find(field).map(name -> Actor.of(name.text())).orElse(null);
    }

    private static <T> List<T> list(Document document, String field, Function<Document, T> of) {
        return document.get(field).list().stream().map(of).toList();
    }

    private static <T> Document list(List<T> items, Function<T, Document> of) {
        return Document.list(items.stream().map(of).toList());
    }

    private static @Nullable String name(@Nullable Actor actor) {
        return actor == null ? null : actor.name();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** What is enforced, and what an exception may be from. */
    public enum Rule {
        /** No alias is moved to a version after the validation was due. */
        VALIDATION_DUE,
        /** No alias is moved to a version after the model was to retire. */
        RETIREMENT,
        /** A version is served by the deployments that are named only. */
        DEPLOYMENTS
    }

    /**
     * A remark of a day.
     *
     * @param time when
     * @param text what
     */
    public record Note(Instant time, String text) {

        static Note from(Document document) {
            return new Note(document.get("time").instant(), document.get("text").text());
        }

        Document toDocument() {
            return Document.object().with("time", time).with("text", text);
        }
    }

    /**
     * For a time a rule does not hold.
     *
     * @param rule which
     * @param reason why
     * @param until from then on it holds again
     */
    public record Exemption(Rule rule, String reason, Instant until) {

        static Exemption from(Document document) {
            return new Exemption(
                    Rule.valueOf(document.get("rule").text()),
                    document.get("reason").text(),
                    document.get("until").instant());
        }

        Document toDocument() {
            return Document.object()
                    .with("rule", rule.name())
                    .with("reason", reason)
                    .with("until", until);
        }
    }
}

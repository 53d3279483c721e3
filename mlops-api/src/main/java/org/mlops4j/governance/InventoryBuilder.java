// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.governance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.governance.Inventory.Exemption;
import org.mlops4j.governance.Inventory.Note;
import org.mlops4j.governance.Inventory.Rule;
import org.mlops4j.identity.Actor;

/** Puts an {@link Inventory} together. Not thread-safe. */
public final class InventoryBuilder {

    private @Nullable Actor deputy;
    private @Nullable Actor accountable;
    private @Nullable Actor validator;
    private @Nullable String tier;
    private @Nullable String riskClass;
    private @Nullable Instant validationDue;
    private @Nullable Instant retirement;
    private final List<String> deployments = new ArrayList<>();
    private final List<Note> findings = new ArrayList<>();
    private final List<Note> incidents = new ArrayList<>();
    private final List<Exemption> exceptions = new ArrayList<>();

    InventoryBuilder() {}

    InventoryBuilder(Inventory from) {
        deputy = from.deputy();
        accountable = from.accountable();
        validator = from.validator();
        tier = from.tier();
        riskClass = from.riskClass();
        validationDue = from.validationDue();
        retirement = from.retirement();
        deployments.addAll(from.deployments());
        findings.addAll(from.findings());
        incidents.addAll(from.incidents());
        exceptions.addAll(from.exceptions());
    }

    /** Says who stands in for the owner, and returns this. */
    public InventoryBuilder deputy(Actor who) {
        deputy = who;
        return this;
    }

    /** Says who answers for the model, and returns this. */
    public InventoryBuilder accountable(Actor who) {
        accountable = who;
        return this;
    }

    /** Says who checks the model, and returns this. */
    public InventoryBuilder validator(Actor who) {
        validator = who;
        return this;
    }

    /** Says how much hangs on the model, and returns this. */
    public InventoryBuilder tier(String name) {
        tier = name;
        return this;
    }

    /** Says which class of risk the model is in, and returns this. */
    public InventoryBuilder riskClass(String name) {
        riskClass = name;
        return this;
    }

    /** Says until when the model has to be validated again, and returns this. */
    public InventoryBuilder validationDue(Instant when) {
        validationDue = when;
        return this;
    }

    /** Says from when on the model is not promoted any more, and returns this. */
    public InventoryBuilder retirement(Instant when) {
        retirement = when;
        return this;
    }

    /** Lets the deployments of these names serve the model and no other, besides those named before; returns this. */
    public InventoryBuilder deployments(String... names) {
        deployments.addAll(List.of(names));
        return this;
    }

    /** Adds a finding of a validator or an auditor, and returns this. */
    public InventoryBuilder finding(Instant time, String text) {
        findings.add(new Note(time, text));
        return this;
    }

    /** Adds what went wrong in use, and returns this. */
    public InventoryBuilder incident(Instant time, String text) {
        incidents.add(new Note(time, text));
        return this;
    }

    /** Adds an exception from a rule for a time, and returns this. */
    public InventoryBuilder exception(Rule rule, String reason, Instant until) {
        exceptions.add(new Exemption(rule, reason, until));
        return this;
    }

    /** {@return the inventory} */
    public Inventory build() {
        return new Inventory(
                deputy,
                accountable,
                validator,
                tier,
                riskClass,
                validationDue,
                retirement,
                deployments,
                findings,
                incidents,
                exceptions);
    }
}

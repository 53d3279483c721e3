// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.card.ModelCard.Fact;
import org.mlops4j.governance.Inventory;
import org.mlops4j.identity.Actor;

/** The inventory of a model as a card shows it: what is known, in words. For one use. */
final class InventoryFacts {

    private final List<Fact> facts = new ArrayList<>();

    private InventoryFacts() {}

    static List<Fact> of(Inventory inventory) {
        InventoryFacts facts = new InventoryFacts();
        facts.add("Deputy", name(inventory.deputy()));
        facts.add("Accountable", name(inventory.accountable()));
        facts.add("Validator", name(inventory.validator()));
        facts.add("Tier", inventory.tier());
        facts.add("Risk class", inventory.riskClass());
        facts.add("Validation due", day(inventory.validationDue()));
        facts.add("Retires", day(inventory.retirement()));
        if (!inventory.deployments().isEmpty()) {
            facts.add("Served by", String.join(", ", inventory.deployments()) + " only");
        }
        inventory.findings().forEach(note -> facts.add("Finding of " + day(note.time()), note.text()));
        inventory.incidents().forEach(note -> facts.add("Incident of " + day(note.time()), note.text()));
        inventory
                .exceptions()
                .forEach(exception -> facts.add(
                        "Exception from " + exception.rule() + " until " + day(exception.until()), exception.reason()));
        return facts.facts;
    }

    private void add(String name, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(name, value));
        }
    }

    private static @Nullable String name(@Nullable Actor actor) {
        return actor == null ? null : actor.name();
    }

    private static @Nullable String day(@Nullable Instant instant) {
        return instant == null
                ? null
                : instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}

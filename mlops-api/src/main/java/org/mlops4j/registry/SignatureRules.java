// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.registry;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.registry.SignatureDiff.FieldChange;

/** The rules that {@link SignatureDiff} states. What relaxes an input binds who reads an output, and the reverse. */
final class SignatureRules {

    private final List<FieldChange> changes = new ArrayList<>();

    private SignatureRules() {}

    static SignatureDiff compare(Signature before, Signature after) {
        SignatureRules rules = new SignatureRules();
        rules.fields(Side.INPUT, before.inputs(), after.inputs());
        rules.fields(Side.OUTPUT, before.outputs(), after.outputs());
        Compatibility verdict = rules.changes.stream()
                .map(FieldChange::compatibility)
                .reduce(Compatibility.IDENTICAL, Compatibility::and);
        return new SignatureDiff(verdict, rules.changes);
    }

    private void fields(Side side, Schema before, Schema after) {
        for (int i = 0; i < after.size(); i++) {
            Field field = after.field(i);
            if (before.find(field.name()).isEmpty()) {
                added(side, field);
            } else {
                int was = before.index(field.name());
                kept(side, before.field(was), field);
                if (was != i) {
                    add(
                            side,
                            field,
                            Compatibility.BREAKING,
                            "at position " + i + ", was at " + was + ": who passes vectors by position is wrong");
                }
            }
        }
        for (Field field : before.fields()) {
            if (after.find(field.name()).isEmpty()) {
                removed(side, field);
            }
        }
    }

    private void added(Side side, Field field) {
        if (side == Side.OUTPUT) {
            add(side, field, Compatibility.BACKWARD, "added: who does not know it goes on without it");
        } else if (field.nullable()) {
            add(side, field, Compatibility.BACKWARD, "added, may be missing: who does not know it goes on without it");
        } else {
            add(side, field, Compatibility.BREAKING, "added, must be there: who does not know it is refused");
        }
    }

    private void removed(Side side, Field field) {
        if (side == Side.OUTPUT) {
            add(side, field, Compatibility.FORWARD, "removed: who reads it finds nothing");
        } else if (field.nullable()) {
            add(side, field, Compatibility.FORWARD, "removed: who still passes it is refused");
        } else {
            add(
                    side,
                    field,
                    Compatibility.BREAKING,
                    "removed, was needed: who passes it is refused now, who does not was refused before");
        }
    }

    private void kept(Side side, Field before, Field after) {
        if (!before.type().equals(after.type())) {
            String reason = after.type().text() + " now, was " + before.type().text();
            if (before.type() == DataType.FLOAT32 && after.type() == DataType.FLOAT64) {
                add(side, after, side.relaxed, reason + ": holds every value it held");
            } else if (before.type() == DataType.FLOAT64 && after.type() == DataType.FLOAT32) {
                add(side, after, side.bound, reason + ": does not hold every value it held");
            } else {
                add(side, after, Compatibility.BREAKING, reason);
            }
        }
        if (after.nullable() && !before.nullable()) {
            add(side, after, side.relaxed, "may be missing now");
        } else if (before.nullable() && !after.nullable()) {
            add(side, after, side.bound, "must be there now");
        }
    }

    private void add(Side side, Field field, Compatibility compatibility, String reason) {
        changes.add(new FieldChange(side.word + " " + field.name(), compatibility, reason));
    }

    private enum Side {
        INPUT("input", Compatibility.BACKWARD, Compatibility.FORWARD),
        OUTPUT("output", Compatibility.FORWARD, Compatibility.BACKWARD);

        private final String word;
        private final Compatibility relaxed;
        private final Compatibility bound;

        Side(String word, Compatibility relaxed, Compatibility bound) {
            this.word = word;
            this.relaxed = relaxed;
            this.bound = bound;
        }
    }
}

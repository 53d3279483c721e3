// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Alias;

/**
 * A move and what a rollback of it comes back to.
 *
 * @param move the move
 * @param under the revision whose target lies under this one, 0 if none does
 */
record StackedMove(Alias.Move move, long under) {

    /** The number of no version: the alias was removed. */
    static final int NOWHERE = 0;

    /** {@return whether it points at a version} */
    boolean pointsSomewhere() {
        return move.number() != NOWHERE;
    }

    static StackedMove from(Document document) {
        Alias.Move move = new Alias.Move(
                document.get("revision").whole(),
                Math.toIntExact(document.get("number").whole()),
                document.get("time").instant(),
                Actor.of(document.get("actor").text()),
                document.get("reason").text(),
                document.get("rollback").bool());
        return new StackedMove(move, document.get("under").whole());
    }

    Document toDocument() {
        return Document.object()
                .with("revision", move.revision())
                .with("number", move.number())
                .with("time", move.time())
                .with("actor", move.actor().name())
                .with("reason", move.reason())
                .with("rollback", move.rollback())
                .with("under", under);
    }
}

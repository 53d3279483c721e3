// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlops4j.governance.Evidence;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.Alias.Move;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/**
 * The targets of an alias, which form a stack beside their history: a move to another version lies on the target
 * before, a rollback takes the top away. Each move names the revision that lies under it, so a rollback reads two
 * documents however long the history is. A move to the version that is there already does not lie on itself: a rollback
 * always changes the target.
 *
 * @param model the model
 * @param target such as {@code late-flights@champion}
 * @param actor in whose name it is moved
 * @param clock tells when
 */
record AliasStack(String model, String target, Actor actor, InstantSource clock) {

    /** {@return the version that the alias points at, if any} */
    Optional<ModelVersion> version(MetadataReader reader) {
        return Moves.latest(reader, target)
                .filter(StackedMove::pointsSomewhere)
                .map(at -> Versions.load(reader, model, at.move().number()));
    }

    /** Points the alias at a version, and keeps on what that was decided. */
    Move push(MetadataWriter writer, ModelVersion version, String reason) {
        Evidence evidence = StoredEvidence.now(writer, target, version);
        Move move = push(writer, version.number(), reason);
        StoredEvidence.put(writer, target, move, evidence);
        return move;
    }

    /** Points the alias nowhere. */
    Move remove(MetadataWriter writer, String reason) {
        return push(writer, StackedMove.NOWHERE, reason);
    }

    private Move push(MetadataWriter writer, int number, String reason) {
        Optional<StackedMove> top = Moves.latest(writer, target);
        long under = top.map(at ->
                        at.move().number() == number ? at.under() : at.move().revision())
                .orElse(0L);
        return put(writer, new StackedMove(move(revision(top), number, reason, false), under));
    }

    /**
     * {@return the move back to the newest target under the top that may still be used, if there is one} It rests on
     * the evidence of the move that it goes back to.
     */
    Optional<Move> rollback(MetadataWriter writer, String reason) {
        long revision = revision(Moves.latest(writer, target));
        return before(writer).map(before -> {
            Move back = move(revision, before.move().number(), reason, true);
            Evidence evidence = StoredEvidence.of(writer, target, before.move().revision());
            StoredEvidence.put(writer, target, back, evidence);
            return put(writer, new StackedMove(back, before.under()));
        });
    }

    /** {@return the version that a rollback would come back to, if there is one} */
    Optional<ModelVersion> previous(MetadataReader reader) {
        return before(reader)
                .map(before -> Versions.load(reader, model, before.move().number()));
    }

    /** {@return the newest target under the top that may still be used} */
    private Optional<StackedMove> before(MetadataReader reader) {
        Optional<StackedMove> top = Moves.latest(reader, target);
        int now = top.map(at -> at.move().number()).orElse(StackedMove.NOWHERE);
        long under = top.map(StackedMove::under).orElse(0L);
        while (under != 0) {
            StackedMove before = Moves.load(reader, target, under);
            // With what lay between taken out of use, the target before may be the one that is there.
            if (before.move().number() != now && mayBeUsed(reader, before)) {
                return Optional.of(before);
            }
            under = before.under();
        }
        return Optional.empty();
    }

    private boolean mayBeUsed(MetadataReader reader, StackedMove before) {
        return Versions.find(reader, model, before.move().number())
                .filter(version -> Withdrawals.find(reader, version).isEmpty() && !Members.isRecalled(reader, version))
                .isPresent();
    }

    private Move put(MetadataWriter writer, StackedMove stacked) {
        Optional<ModelVersion> left = version(writer);
        Moves.put(writer, target, stacked);
        Stream.of(left, version(writer))
                .flatMap(Optional::stream)
                .distinct()
                .forEach(version -> Versions.put(writer, version));
        return stacked.move();
    }

    private static long revision(Optional<StackedMove> top) {
        return top.map(at -> at.move().revision()).orElse(0L) + 1;
    }

    private Move move(long revision, int number, String reason, boolean rollback) {
        return new Move(revision, number, clock.instant(), actor, reason, rollback);
    }
}

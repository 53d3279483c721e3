// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;

/**
 * An alias over its stored moves.
 *
 * <p>The moves form a stack beside their history: a move to another version lies on the target before, a rollback takes
 * the top away. Each move names the revision that lies under it, so a rollback reads two documents however long the
 * history is. A move to the version that is there already does not lie on itself: a rollback always changes the target.
 */
final class StoredAlias implements Alias {

    private final String model;
    private final String name;
    private final MetadataStore metadata;
    private final HashChain chain;
    private final InstantSource clock;

    StoredAlias(String model, String name, MetadataStore metadata, HashChain chain, InstantSource clock) {
        this.model = model;
        this.name = name;
        this.metadata = metadata;
        this.chain = chain;
        this.clock = clock;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<ModelVersion> find() {
        return metadata.read(reader -> Moves.latest(reader, target()).map(at -> version(reader, at)));
    }

    @Override
    public ModelVersion current() {
        return find().orElseThrow(() -> new NotFoundException("alias '" + target() + "' points nowhere"));
    }

    @Override
    public Move moveTo(ModelVersion version, String reason) {
        requireOfThisModel(version);
        return chain.transact(
                "alias.move",
                target(),
                reason,
                writer -> push(writer, version, Moves.latest(writer, target()), reason));
    }

    @Override
    public Move moveTo(ModelVersion version, Optional<ModelVersion> expected, String reason) {
        requireOfThisModel(version);
        requireNonNull(expected, "expected");
        return chain.transact("alias.move", target(), reason, writer -> {
            Optional<StackedMove> top = Moves.latest(writer, target());
            Optional<ModelVersion> now = top.map(at -> version(writer, at));
            if (!now.map(ModelVersion::id).equals(expected.map(ModelVersion::id))) {
                throw new ConflictException("alias '" + target() + "' points "
                        + now.map(v -> "at " + v).orElse("nowhere") + " by now, not "
                        + expected.map(v -> "at " + v).orElse("nowhere") + "; look again and decide anew");
            }
            return push(writer, version, top, reason);
        });
    }

    @Override
    public Move rollback(String reason) {
        return chain.transact("alias.rollback", target(), reason, writer -> {
            StackedMove top = Moves.latest(writer, target())
                    .orElseThrow(() -> new NotFoundException("alias '" + target() + "' points nowhere"));
            if (top.under() == 0) {
                throw new NotFoundException("alias '" + target() + "' points at " + model + "/"
                        + top.move().number() + " and there is no target before it to roll back to");
            }
            StackedMove before = Moves.load(writer, target(), top.under());
            Move move = move(top.move().revision() + 1, before.move().number(), reason, true);
            Moves.put(writer, target(), new StackedMove(move, before.under()));
            return move;
        });
    }

    @Override
    public Optional<ModelVersion> asOf(Instant instant) {
        requireNonNull(instant, "instant");
        return metadata.read(
                reader -> Moves.latestUntil(reader, target(), instant).map(at -> version(reader, at)));
    }

    @Override
    public List<Move> history() {
        return metadata.read(reader -> Moves.all(reader, target()));
    }

    @Override
    public String toString() {
        return target();
    }

    private Move push(MetadataWriter writer, ModelVersion version, Optional<StackedMove> top, String reason) {
        ModelVersion stored = Versions.same(writer, version);
        Protection.check(writer, target(), stored);
        long revision = top.map(at -> at.move().revision()).orElse(0L) + 1;
        Move move = move(revision, stored.number(), reason, false);
        Moves.put(writer, target(), new StackedMove(move, under(top, stored.number())));
        return move;
    }

    private static long under(Optional<StackedMove> top, int number) {
        return top.map(at ->
                        at.move().number() == number ? at.under() : at.move().revision())
                .orElse(0L);
    }

    private Move move(long revision, int number, String reason, boolean rollback) {
        return new Move(revision, number, clock.instant(), chain.actor(), reason, rollback);
    }

    private ModelVersion version(MetadataReader reader, StackedMove at) {
        return Versions.load(reader, model, at.move().number());
    }

    private void requireOfThisModel(ModelVersion version) {
        if (!version.model().equals(model)) {
            throw new InvalidException(
                    "alias '" + target() + "' can point at versions of model '" + model + "' only, not at " + version);
        }
    }

    private String target() {
        return model + "@" + name;
    }
}

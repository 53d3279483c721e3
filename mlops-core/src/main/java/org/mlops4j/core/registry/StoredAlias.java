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
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;

/** An alias over its stored moves. */
final class StoredAlias implements Alias {

    private final String model;
    private final String name;
    private final MetadataStore metadata;
    private final HashChain chain;
    private final InstantSource clock;
    private final AliasStack stack;

    StoredAlias(String model, String name, MetadataStore metadata, HashChain chain, InstantSource clock) {
        this.model = model;
        this.name = name;
        this.metadata = metadata;
        this.chain = chain;
        this.clock = clock;
        this.stack = new AliasStack(model, target(), chain.actor(), clock);
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
        return metadata.read(stack::version);
    }

    @Override
    public ModelVersion current() {
        return find().orElseThrow(this::pointsNowhere);
    }

    @Override
    public Optional<ModelVersion> findPrevious() {
        return metadata.read(stack::previous);
    }

    @Override
    public Move moveTo(ModelVersion version, String reason) {
        requireOfThisModel(version);
        return chain.transact("alias.move", target(), reason, writer -> push(writer, version, reason));
    }

    @Override
    public Move moveTo(ModelVersion version, Optional<ModelVersion> expected, String reason) {
        requireOfThisModel(version);
        requireNonNull(expected, "expected");
        return chain.transact("alias.move", target(), reason, writer -> {
            Optional<ModelVersion> now = stack.version(writer);
            if (!now.map(ModelVersion::id).equals(expected.map(ModelVersion::id))) {
                throw new ConflictException("alias '" + target() + "' points "
                        + now.map(v -> "at " + v).orElse("nowhere") + " by now, not "
                        + expected.map(v -> "at " + v).orElse("nowhere") + "; look again and decide anew");
            }
            return push(writer, version, reason);
        });
    }

    @Override
    public Move rollback(String reason) {
        return chain.transact("alias.rollback", target(), reason, writer -> {
            if (Moves.latest(writer, target()).isEmpty()) {
                throw pointsNowhere();
            }
            return stack.rollback(writer, reason)
                    .orElseThrow(() -> new NotFoundException("alias '" + target() + "' points "
                            + stack.version(writer).map(v -> "at " + v).orElse("nowhere")
                            + " and there is no target before it to roll back to"));
        });
    }

    @Override
    public Move remove(String reason) {
        return chain.transact("alias.remove", target(), reason, writer -> {
            if (stack.version(writer).isEmpty()) {
                throw pointsNowhere();
            }
            return stack.remove(writer, reason);
        });
    }

    @Override
    public Optional<ModelVersion> asOf(Instant instant) {
        requireNonNull(instant, "instant");
        return metadata.read(reader -> Moves.latestUntil(reader, target(), instant)
                .filter(StackedMove::pointsSomewhere)
                .map(at -> Versions.everLoaded(reader, model, at.move().number())));
    }

    @Override
    public Optional<Move> moveAsOf(Instant instant) {
        requireNonNull(instant, "instant");
        return metadata.read(
                reader -> Moves.latestUntil(reader, target(), instant).map(StackedMove::move));
    }

    @Override
    public List<Move> history() {
        return metadata.read(reader -> Moves.all(reader, target()));
    }

    @Override
    public String toString() {
        return target();
    }

    private Move push(MetadataWriter writer, ModelVersion version, String reason) {
        ModelVersion stored = Versions.same(writer, version);
        Promotion.check(writer, target(), stored, clock.instant());
        return stack.push(writer, stored, reason);
    }

    private void requireOfThisModel(ModelVersion version) {
        if (!version.model().equals(model)) {
            throw new InvalidException(
                    "alias '" + target() + "' can point at versions of model '" + model + "' only, not at " + version);
        }
    }

    private NotFoundException pointsNowhere() {
        return new NotFoundException("alias '" + target() + "' points nowhere");
    }

    private String target() {
        return model + "@" + name;
    }
}

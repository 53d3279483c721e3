// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mlops4j.Mlops;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.JavaSignature;
import org.mlops4j.features.expect.Gate;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.features.store.DefinitionChange.Effect;
import org.mlops4j.features.store.DefinitionChange.Kind;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.spi.MetadataWriter;

/**
 * What putting a feature service in force would change, looked at before it is done: which definitions are new, which
 * change their meaning and which do not, which models were trained on the one that is there, and how many events have
 * to be read again. Made by {@link FeatureStore#plan}; immutable.
 */
public final class FeaturePlan {

    /** So often the pins are looked at again because something was written in between. */
    private static final int ATTEMPTS = 100;

    private final Mlops mlops;
    private final Definitions definitions;
    private final FeatureService service;
    private final String action;
    private final List<DefinitionChange> changes;
    private final List<PinnedVersion> pinned;
    private final SortedMap<String, Long> backfill;

    private FeaturePlan(
            Mlops mlops,
            Definitions definitions,
            FeatureService service,
            String action,
            List<DefinitionChange> changes,
            List<PinnedVersion> pinned,
            SortedMap<String, Long> backfill) {
        this.mlops = mlops;
        this.definitions = definitions;
        this.service = service;
        this.action = action;
        this.changes = changes;
        this.pinned = pinned;
        this.backfill = backfill;
    }

    static FeaturePlan of(
            Mlops mlops, Definitions definitions, JavaFunctions functions, FeatureService service, String action) {
        service.views().forEach(view -> {
            EventStream.requireSource(mlops.events(), view);
            Gate.require(view, functions);
        });
        service.javaFunctions().forEach(functions::require);
        List<DefinitionChange> changes = mlops.metadata().read(reader -> definitions.changes(reader, service));
        SortedMap<String, Long> backfill = new TreeMap<>();
        for (DefinitionChange change : changes) {
            if (change.kind() == Kind.VIEW && change.changesMeaning()) {
                backfill.put(change.name(), mlops.events().position(EventStream.name(change.name())));
            }
        }
        return new FeaturePlan(
                mlops, definitions, service, action, changes, pinned(mlops.registry(), changes), backfill);
    }

    /** {@return the service that would be in force} */
    public FeatureService service() {
        return service;
    }

    /** {@return what would happen to the service, then to each of its views by name} */
    public List<DefinitionChange> changes() {
        return List.copyOf(changes);
    }

    /** {@return whether everything is in force already} */
    public boolean isEmpty() {
        return changes.stream().noneMatch(DefinitionChange::changes);
    }

    /** {@return the model versions that were trained on the definition that would be replaced} */
    public List<PinnedVersion> pinned() {
        return List.copyOf(pinned);
    }

    /**
     * {@return for each view that is new or changes its meaning, how many events of the log its first reader has to
     * take}
     */
    public SortedMap<String, Long> backfill() {
        return new TreeMap<>(backfill);
    }

    /**
     * {@return the functions written in Java that the service calls} Without any it is portable: whoever has the
     * definition can compute it.
     */
    public List<JavaSignature> javaFunctions() {
        return service.javaFunctions();
    }

    /**
     * Prints the plan on standard output.
     *
     * @return this
     */
    public FeaturePlan print() {
        System.out.println(this);
        return this;
    }

    /**
     * Puts the service in force, audited, in one transaction; does nothing if it is in force.
     *
     * @throws RejectedException if an alias points at a version that was trained on the definition that would be
     *     replaced: whoever looks the service up by name would give that model other inputs
     * @throws ConflictException if somebody else changed a definition since the plan was made
     * @throws IncompatibleException if a view of one of the names has events of another source
     */
    public void apply() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long seen = mlops.metadata().read(reader -> reader.lastChange());
            requireUnpinned(pinned(mlops.registry(), changes));
            // An alias that was moved after the look at the pins has made a change.
            if (commit("", writer -> writer.lastChange() == seen)) {
                return;
            }
        }
        throw new ConflictException("feature service '" + service.name() + "' was not applied: in " + ATTEMPTS
                + " attempts somebody always wrote to the store between the look at the models in use and the change;"
                + " try again");
    }

    /**
     * Puts the service in force even if models in use were trained on the definition that is replaced; that one can
     * still be had by its digest.
     *
     * @param reason why, for the audit log
     * @throws InvalidException if there is no reason
     * @throws ConflictException as for {@link #apply()}
     * @throws IncompatibleException as for {@link #apply()}
     */
    public void applyDespitePins(String reason) {
        if (reason.isBlank()) {
            throw new InvalidException("changing what models in use read needs a reason");
        }
        commit(reason, writer -> true);
    }

    /** {@return whether it was done: it is not, if the store is no longer as it has to be} */
    private boolean commit(String reason, Predicate<MetadataWriter> asSeen) {
        if (isEmpty()) {
            return true;
        }
        service.views().forEach(view -> EventStream.create(mlops.events(), view));
        boolean done = mlops.audit().transact(action, service.name(), reason, writer -> {
            if (!asSeen.test(writer)) {
                return false;
            }
            if (!definitions.changes(writer, service).equals(changes)) {
                throw new ConflictException("the definition of feature service '" + service.name()
                        + "' or of one of its views was changed since the plan was made; plan again");
            }
            definitions.put(writer, service);
            return true;
        });
        definitions.changed();
        return done;
    }

    private void requireUnpinned(List<PinnedVersion> versions) {
        List<String> inUse = versions.stream()
                .filter(PinnedVersion::inUse)
                .map(PinnedVersion::toString)
                .toList();
        if (!inUse.isEmpty()) {
            throw new RejectedException("feature service '" + service.name()
                    + "' has another definition, on which models in use were trained: " + String.join(", ", inUse)
                    + ". Give the new definition another name, move the aliases away first, or apply it despite the"
                    + " pins with a reason");
        }
    }

    private static List<PinnedVersion> pinned(ModelRegistry registry, List<DefinitionChange> changes) {
        DefinitionChange change = changes.get(0);
        if (change.effect() != Effect.MEANING) {
            return List.of();
        }
        return PinnedVersion.all(registry).stream()
                .filter(pinned -> Objects.equals(pinned.version().manifest().features(), change.before()))
                .toList();
    }

    /** {@return the plan for people, a line for each definition, pinned version and backfill} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                isEmpty()
                        ? "Feature service '" + service.name() + "' is in force as it is:"
                        : "Applying feature service '" + service.name() + "' would change:");
        changes.forEach(change -> text.append("\n  ").append(change));
        if (!pinned.isEmpty()) {
            text.append("\nTrained on the definition that is there: ")
                    .append(pinned.stream().map(PinnedVersion::toString).collect(Collectors.joining(", ")));
        }
        backfill.forEach((view, events) -> text.append("\nThe first reader of view '")
                .append(view)
                .append("' takes ")
                .append(events)
                .append(events == 1 ? " event" : " events")
                .append(" from the log"));
        if (!javaFunctions().isEmpty()) {
            text.append("\nNot portable: whoever computes it needs the Java functions ")
                    .append(javaFunctions());
        }
        return text.toString();
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.JavaSignature;
import org.mlops4j.features.expect.Gate;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.features.store.DefinitionChange.Kind;
import org.mlops4j.spi.MetadataWriter;

/**
 * What putting feature services in force would change, looked at before it is done: which definitions are new, which
 * change their meaning and which do not, which models were trained on what is there, how many events have to be read
 * again, and which events each view lets its features see. Made by {@link FeatureStore#plan}; immutable.
 */
public final class FeaturePlan {

    /** So often the pins are looked at again because something was written in between. */
    private static final int ATTEMPTS = 100;

    private final Mlops mlops;
    private final Definitions definitions;
    private final List<FeatureService> services;
    private final String action;
    private final List<DefinitionChange> changes;
    private final ReplacedPins pins;
    private final SortedMap<String, Long> backfill;

    private FeaturePlan(
            Mlops mlops,
            Definitions definitions,
            List<FeatureService> services,
            String action,
            List<DefinitionChange> changes,
            SortedMap<String, Long> backfill) {
        this.mlops = mlops;
        this.definitions = definitions;
        this.services = services;
        this.action = action;
        this.changes = changes;
        this.pins = ReplacedPins.of(mlops.registry(), definitions, changes);
        this.backfill = backfill;
    }

    static FeaturePlan of(
            Mlops mlops,
            Definitions definitions,
            JavaFunctions functions,
            List<FeatureService> services,
            String action) {
        requireOneOfEachName(services);
        for (FeatureService service : services) {
            service.views().forEach(view -> {
                EventStream.requireSource(mlops.events(), view);
                Gate.require(view, functions);
            });
            service.javaFunctions().forEach(functions::require);
        }
        List<DefinitionChange> changes = mlops.metadata().read(reader -> definitions.changes(reader, services));
        SortedMap<String, Long> backfill = new TreeMap<>();
        for (DefinitionChange change : changes) {
            if (change.kind() == Kind.VIEW && change.changesMeaning()) {
                backfill.put(change.name(), mlops.events().position(EventStream.name(change.name())));
            }
        }
        return new FeaturePlan(mlops, definitions, services, action, changes, backfill);
    }

    private static void requireOneOfEachName(List<FeatureService> services) {
        if (services.isEmpty()) {
            throw new InvalidException("a plan needs at least one feature service");
        }
        Map<String, FeatureService> known = new HashMap<>();
        Map<String, FeatureView> views = new HashMap<>();
        for (FeatureService service : services) {
            if (known.put(service.name(), service) != null) {
                throw new InvalidException("two feature services of one plan are named '" + service.name() + "'");
            }
            for (FeatureView view : service.views()) {
                FeatureView other = views.putIfAbsent(view.name(), view);
                if (other != null && !other.equals(view)) {
                    throw new InvalidException("feature view '" + view.name() + "' has two definitions in one plan, "
                            + other.digest().brief() + " and " + view.digest().brief() + "; only one can be in force");
                }
            }
        }
    }

    /** {@return the services that would be in force, as they were given} */
    public List<FeatureService> services() {
        return services;
    }

    /** {@return what would happen to the services, then to each of their views by name} */
    public List<DefinitionChange> changes() {
        return List.copyOf(changes);
    }

    /** {@return whether everything is in force already} */
    public boolean isEmpty() {
        return changes.stream().noneMatch(DefinitionChange::changes);
    }

    /** {@return the model versions that were trained on the definition of a service that would be replaced} */
    public List<PinnedVersion> pinned() {
        return List.copyOf(pins.ofServices());
    }

    /**
     * {@return for each view that changes its meaning, the model versions that were trained on its present definition,
     * through these services or others} Other services keep the definition that they have, so nothing changes for their
     * models; who wants the new one for them plans their services as well.
     */
    public SortedMap<String, List<PinnedVersion>> readers() {
        return new TreeMap<>(pins.ofViews());
    }

    /**
     * {@return for each view that is new or changes its meaning, how many events of the log its first reader has to
     * take}
     */
    public SortedMap<String, Long> backfill() {
        return new TreeMap<>(backfill);
    }

    /** {@return for each view by name, which events a vector may see: the static check for leaks} */
    public List<Visibility> visibility() {
        return services.stream()
                .flatMap(service -> service.views().stream())
                .distinct()
                .sorted(Comparator.comparing(FeatureView::name))
                .map(Visibility::of)
                .toList();
    }

    /**
     * {@return the functions written in Java that the services call} Without any they are portable: whoever has the
     * definitions can compute them.
     */
    public List<JavaSignature> javaFunctions() {
        return services.stream()
                .flatMap(service -> service.javaFunctions().stream())
                .distinct()
                .sorted(Comparator.comparing(JavaSignature::text))
                .toList();
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
     * Puts the services in force, all or none, audited, in one transaction; does nothing if they are in force. The
     * target of the entry in the audit log is the name of the service, or the names of all with commas between.
     *
     * @throws RejectedException if an alias points at a version that was trained on the definition of a service that
     *     would be replaced: whoever looks the service up by name would give that model other inputs
     * @throws ConflictException if somebody else changed a definition since the plan was made
     * @throws IncompatibleException if a view of one of the names has events of another source
     */
    public void apply() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long seen = mlops.metadata().read(reader -> reader.lastChange());
            requireUnpinned(ReplacedPins.ofServices(mlops.registry(), changes));
            // An alias that was moved after the look at the pins has made a change.
            if (commit("", writer -> writer.lastChange() == seen)) {
                return;
            }
        }
        throw new ConflictException("could not apply " + named() + ": in " + ATTEMPTS
                + " attempts somebody always wrote to the store between the look at the models in use and the change;"
                + " try again");
    }

    /**
     * Puts the services in force even if models in use were trained on the definitions that are replaced; those can
     * still be had by their digests.
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
        services.stream()
                .flatMap(service -> service.views().stream())
                .distinct()
                .forEach(view -> EventStream.create(mlops.events(), view));
        String target = services.stream().map(FeatureService::name).collect(Collectors.joining(","));
        boolean done = mlops.audit().transact(action, target, reason, writer -> {
            if (!asSeen.test(writer)) {
                return false;
            }
            if (!definitions.changes(writer, services).equals(changes)) {
                throw new ConflictException("could not apply " + named()
                        + ": a definition was changed since the plan was made; plan again");
            }
            services.forEach(service -> definitions.put(writer, service));
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
            throw new RejectedException("could not apply " + named()
                    + ": models in use were trained on the definition that is there: " + String.join(", ", inUse)
                    + ". Give the new definition another name, move the aliases away first, or apply it despite the"
                    + " pins with a reason");
        }
    }

    private String named() {
        String names = services.stream().map(FeatureService::name).collect(Collectors.joining("', '", "'", "'"));
        return (services.size() == 1 ? "feature service " : "feature services ") + names;
    }

    /** {@return the plan for people, a line for each definition, view, group of model versions, and backfill} */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("Applying " + named() + " would change" + (isEmpty() ? " nothing:" : ":"));
        changes.forEach(change -> text.append("\n  ").append(change));
        visibility().forEach(seen -> text.append("\n").append(seen));
        if (!pinned().isEmpty()) {
            text.append("\nTrained on the definition that is there: ").append(shown(pinned()));
        }
        readers().forEach((view, versions) -> {
            if (!versions.isEmpty()) {
                text.append("\nTrained on view '")
                        .append(view)
                        .append("' as it is: ")
                        .append(shown(versions));
            }
        });
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

    private static String shown(List<PinnedVersion> versions) {
        return versions.stream().map(PinnedVersion::toString).collect(Collectors.joining(", "));
    }
}

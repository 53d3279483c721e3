// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;

/**
 * The states of entities in the on-line store that nobody needs any more. Nothing is removed by itself. Thread-safe.
 *
 * <pre>{@code
 * features.states().removeUnused();
 * features.states().removeExpired(clock.instant().minus(Duration.ofDays(1)));
 * }</pre>
 */
public final class FeatureStates {

    private final Mlops mlops;
    private final Definitions definitions;
    private final Supplier<Collection<FeatureView>> followed;

    /** @param followed the definitions that are read or materialized through the feature store */
    FeatureStates(Mlops mlops, Definitions definitions, Supplier<Collection<FeatureView>> followed) {
        this.mlops = mlops;
        this.definitions = definitions;
        this.followed = followed;
    }

    /**
     * Removes the states of definitions out of use: those that are neither in force, nor of a service on which a model
     * version was trained that an alias points at, nor read through this feature store. Nothing is lost but time: the
     * next reader of such a definition makes its states anew from the events. A reader that another process has open
     * does so when it next looks for events, within a second; until then reads of entities that it does not have in
     * memory, all their events, fail with a {@link org.mlops4j.error.ConflictException}. Costs a look at every version
     * of every model.
     *
     * @return how many entries of the on-line store were removed: one of each entity, and more of those with thousands
     *     of events
     */
    public long removeUnused() {
        Set<Digest> used = new HashSet<>();
        Stream.concat(definitions.views().stream(), followed.get().stream()).forEach(view -> used.add(view.digest()));
        Set<Digest> pinned = PinnedVersion.all(mlops.registry()).stream()
                .filter(PinnedVersion::inUse)
                .map(PinnedVersion::definition)
                .collect(Collectors.toSet());
        SortedMap<String, Digest> unused = new TreeMap<>();
        for (Map.Entry<Digest, FeatureService> applied :
                definitions.everApplied().entrySet()) {
            boolean isPinned = pinned.contains(applied.getKey());
            for (FeatureView view : applied.getValue().views()) {
                Digest digest = view.digest();
                if (isPinned) {
                    used.add(digest);
                }
                unused.put(StoredStates.name(digest), digest);
            }
        }
        unused.values().removeAll(used);
        // One of the entries of each is the position, not a state.
        return unused.keySet().stream()
                .mapToLong(name -> Math.max(0, mlops.online().remove(name) - 1))
                .sum();
    }

    /**
     * Removes the states of entities of which nothing was heard for longer than their view's time to live: those that
     * have no event that counts at an instant or later. Views without a time to live keep theirs.
     *
     * <p>Reads at that instant or later give the same numbers as before; what was {@code EXPIRED} is {@code MISSING}.
     * Reads of earlier times, which a state allows from its newest event on, find the entity without events: so give an
     * instant before which nobody asks any more. Times are those of events and requests, not of the clock: where old
     * events are replayed, both lie in the past.
     *
     * @return how many entries were removed, as for {@link #removeUnused}
     */
    public long removeExpired(Instant before) {
        return mlops.online().removeExpired(before);
    }
}

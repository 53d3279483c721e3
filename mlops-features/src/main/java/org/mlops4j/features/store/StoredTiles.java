// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.mlops4j.data.Digest;
import org.mlops4j.features.aggregate.StateHead;
import org.mlops4j.features.aggregate.Tile;
import org.mlops4j.features.aggregate.TileEvents;
import org.mlops4j.features.aggregate.TileSource;
import org.mlops4j.spi.Key;

/** The tiles of one entity in the on-line store: an entry of events and one of partial aggregates each. */
final class StoredTiles implements TileSource {

    private final StoredEntries entries;
    private final StateBytes bytes;
    private final String entity;
    private final LongSupplier known;
    /** Up to where one of the tiles that were read last holds the events of the stream, the greatest of these. */
    private long newest;

    /**
     * Names the tiles of an entity.
     *
     * @param known up to where the process knows the events of the stream
     */
    StoredTiles(StoredEntries entries, StateBytes bytes, String entity, LongSupplier known) {
        this.entries = entries;
        this.bytes = bytes;
        this.entity = entity;
        this.known = known;
    }

    /** {@return the key of the events of a tile} That of an entity begins with another letter. */
    static String events(String entity, Tile tile) {
        return key("tile " + tile.name() + " ", entity);
    }

    /** {@return the key of the partial aggregates of a tile} */
    static String aggregates(String entity, Tile tile) {
        return key("sums " + tile.name() + " ", entity);
    }

    private static String key(String tile, String entity) {
        String text = tile + entity;
        return text.length() <= Key.MAX_CHARACTERS
                ? text
                : tile + Digest.of(entity.getBytes(UTF_8)).hex();
    }

    /** {@return whether what a head asks for is there and was read; otherwise it is of another time} */
    boolean complete(StateHead head) {
        List<String> keys = new ArrayList<>();
        head.tiles().forEach(tile -> keys.add(events(entity, tile)));
        head.aggregated().forEach(tile -> keys.add(aggregates(entity, tile)));
        Map<String, StoredEntries.Stored> texts = entries.find(keys);
        return texts.keySet().containsAll(keys)
                && head.tiles().stream().allMatch(tile -> bytes.parse(head, tile, text(texts, events(entity, tile))))
                && head.aggregated().stream()
                        .allMatch(tile -> bytes.parseAggregates(head, tile, text(texts, aggregates(entity, tile))));
    }

    @Override
    public List<TileEvents> read(List<Tile> tiles) {
        List<String> keys = tiles.stream().map(tile -> events(entity, tile)).toList();
        Map<String, StoredEntries.Stored> texts = entries.find(keys);
        if (!texts.keySet().containsAll(keys)) {
            throw entries.incomplete(entity);
        }
        newest = texts.values().stream()
                .mapToLong(StoredEntries.Stored::position)
                .max()
                .orElse(0);
        return keys.stream().map(key -> bytes.parseEvents(text(texts, key))).toList();
    }

    @Override
    public RuntimeException unfit(Tile tile) {
        return newest > known.getAsLong() ? entries.ahead(entity) : entries.incomplete(entity);
    }

    private static String text(Map<String, StoredEntries.Stored> texts, String key) {
        return requireNonNull(texts.get(key), key).text();
    }
}

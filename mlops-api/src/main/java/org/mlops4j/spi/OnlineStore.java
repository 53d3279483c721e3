// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest state of each entity of a feature view. Thread-safe; several processes may share one store. */
public interface OnlineStore extends AutoCloseable {

    /**
     * {@return the live entries of these keys; keys without one are absent}
     *
     * @param view the name of the view
     * @param keys entity keys
     * @param now entries that expire at or before this instant are not live
     */
    Map<String, Entry> get(String view, Collection<String> keys, Instant now);

    /**
     * Stores entries, each unless the store holds one of the same key with a greater order. All or none, durable
     * against the death of the process.
     *
     * @return how many were stored
     */
    int put(String view, List<Entry> entries);

    /** Closes the store; idempotent. */
    @Override
    void close();

    /**
     * The state of one entity.
     *
     * @param key the entity key, 1 to 1 000 characters
     * @param order what decides which of two states is newer, such as an event time in nanoseconds
     * @param state what the feature engine wrote, as text; the store does not look into it
     * @param expires when the entry is no longer live, or {@code null} for never
     */
    record Entry(
            String key, long order, String state, @Nullable Instant expires) {}
}

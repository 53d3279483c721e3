// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.storage.Verification;

/**
 * The latest state of each entity of a feature view: derived content, which the feature engine can always make anew
 * from the event log.
 *
 * <p><b>Isolation.</b> A batch is stored as a whole or not at all.
 *
 * <p><b>Durability.</b> What {@link #put} stored survives the death of the process, not always the loss of power.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, and several processes may share one store.
 */
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
     * Stores entries, each unless the store holds one of the same key with a greater order.
     *
     * @return how many were stored
     * @throws org.mlops4j.error.InvalidException if the view, a key or an instant is out of range
     */
    int put(String view, List<Entry> entries);

    /**
     * Removes entries that are no longer live; a backend that does so by itself may have none left to remove.
     *
     * @param now entries that expire at or before this instant are removed
     * @return how many were removed
     */
    int removeExpired(Instant now);

    /**
     * Removes all entries of a view, whatever their order; the next ones may have any.
     *
     * @return how many were removed
     */
    int remove(String view);

    /** {@return what reading every entry found} */
    Verification verify();

    /** Closes the store; idempotent. Later calls throw {@link IllegalStateException}. */
    @Override
    void close();

    /**
     * The state of one entity.
     *
     * @param key the entity key, by the rule of {@link Key}
     * @param order what decides which of two states is newer, such as an event time in nanoseconds
     * @param state what the feature engine wrote, as text; the store does not look into it
     * @param expires when the entry is no longer live, or {@code null} for never
     */
    record Entry(
            String key, long order, String state, @Nullable Instant expires) {}
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.VectorReader;
import org.mlops4j.features.aggregate.EntityState;
import org.mlops4j.features.aggregate.ViewPlan;
import org.mlops4j.features.expect.SourceColumns;
import org.mlops4j.features.expression.JavaFunctions;
import org.mlops4j.spi.OnlineStore;

/**
 * A feature view whose states a stream processor computes and keeps, instead of a {@link FeatureStore}: what events do
 * to the state of their entity, as bytes that the processor keeps where it likes, and as entries of an on-line store
 * that {@link #reader} reads. Immutable and thread-safe.
 *
 * <p>A state knows the position of the last event that it holds, and events up to there change nothing. So a processor
 * that begins again before the place where it stopped comes to the same bits, and the on-line store, where the greater
 * position wins, keeps the newer state. Positions must grow along the events of an entity, as offsets do in a partition
 * of a log; all events of an entity must come from the same one.
 */
public final class StreamedView {

    private static final long BACK = OnlineView.BACK.toNanos();

    private final ViewPlan plan;
    private final int[] keys;
    private final StateBytes bytes;

    private StreamedView(FeatureView view) {
        this.plan = ViewPlan.of(view);
        this.keys = view.entity().keys().stream().mapToInt(view.source()::index).toArray();
        this.bytes = new StateBytes(plan, BACK, "Let the stream processor begin anew, under another name");
    }

    /** {@return the view, ready for events} */
    public static StreamedView of(FeatureView view) {
        return new StreamedView(requireNonNull(view, "view"));
    }

    /**
     * {@return a reader of the vectors of a service, whose views stream processors feed}
     *
     * <p>It looks the state of each view up in the on-line store at each read, and computes the features of that
     * instant: one call of the store for a view, and some microseconds. Reads may go back by a minute before the newest
     * event of an entity. Thread-safe.
     *
     * @param online where the entries are
     */
    public static VectorReader reader(FeatureService service, OnlineStore online) {
        requireNonNull(online, "online");
        List<ViewVectors> views =
                service.views().stream().map(view -> of(view).vectors(online)).toList();
        return new OnlineReader(service, views, JavaFunctions.none());
    }

    /** {@return the name of the view in the on-line store; another definition has another one} */
    public String name() {
        return "streamed." + plan.view().digest().hex();
    }

    /**
     * {@return the events of each entity, by the text of its key}
     *
     * @param events with the columns of the view's source, in any order; further columns are not read
     * @throws org.mlops4j.error.InvalidException if a column is missing or has another type, or a key or time is null
     */
    public SortedMap<String, List<Row>> byEntity(Table events) {
        SourceColumns.require(plan.view(), events.schema());
        Table rows = History.aligned(plan.view(), events);
        SortedMap<String, List<Row>> entities = new TreeMap<>();
        EntityKey key = new EntityKey(keys.length);
        for (int row = 0; row < rows.rowCount(); row++) {
            key.fill(rows.row(row), keys);
            entities.computeIfAbsent(key.text(), text -> new ArrayList<>()).add(rows.row(row));
        }
        return entities;
    }

    /**
     * {@return the state with further events of its entity; the same array if it holds them already}
     *
     * @param state what this method gave before, {@code null} for none; it is not changed
     * @param events some of {@link #byEntity}
     * @param position theirs, greater than 0 and greater than that of all events before
     * @param now when they were taken, in nanoseconds since the epoch; a state never moves on further, whatever the
     *     time of its newest event. The same events must be given the same instant, or the state has other bytes,
     *     though the same features
     * @throws org.mlops4j.error.CorruptException if the state is not one of this view
     */
    public byte[] push(byte @Nullable [] state, List<Row> events, long position, long now) {
        if (state != null && position <= position(state)) {
            return state;
        }
        EntityState entity = state == null ? new EntityState(plan, BACK) : bytes.decode(state, Long.BYTES);
        long newest = entity.time();
        long[] slots = new long[plan.slotCount()];
        for (Row event : events) {
            plan.take(event, slots, 0);
            long eventTime = plan.times().eventTime(event);
            entity.push(eventTime, plan.times().availableAt(event), slots, 0);
            newest = Math.max(newest, eventTime);
        }
        entity.advance(Math.min(newest, now));
        byte[] encoded = bytes.encode(entity);
        return ByteBuffer.allocate(Long.BYTES + encoded.length)
                .putLong(position)
                .put(encoded)
                .array();
    }

    /**
     * {@return what the on-line store keeps of an entity} Its order is the position of the state.
     *
     * @param key of {@link #byEntity}
     * @param state of {@link #push}
     */
    public OnlineStore.Entry entry(String key, byte[] state) {
        byte[] encoded = new byte[state.length - Long.BYTES];
        System.arraycopy(state, Long.BYTES, encoded, 0, encoded.length);
        return new OnlineStore.Entry(key, position(state), StateBytes.text(encoded), null);
    }

    private static long position(byte[] state) {
        return ByteBuffer.wrap(state).getLong();
    }

    private ViewVectors vectors(OnlineStore online) {
        EntityState none = new EntityState(plan, 0);
        return new ViewVectors(
                plan,
                OnlineView.BACK,
                key -> {
                    String text = key.text();
                    OnlineStore.Entry entry =
                            online.get(name(), List.of(text), Instant.EPOCH).get(text);
                    return entry == null ? none : bytes.parse(entry.state());
                },
                none);
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.FeatureView;
import org.mlops4j.spi.EventLog;

/**
 * The pushed events of one view name: the stream in the event log, the rows on their way to it, and the views in memory
 * that follow it. Thread-safe; pushes are one after another.
 */
final class EventStream {

    private static final int BUFFERED_ROWS = 4_096;
    private static final int READ_ROWS = 65_536;

    private final EventLog log;
    private final String stream;
    private final FeatureView view;
    private final List<OnlineView> followers = new ArrayList<>();
    private final Object lock = new Object();
    private Table.Builder buffer;

    EventStream(EventLog log, FeatureView view) {
        this.log = log;
        this.stream = name(view.name());
        this.view = view;
        this.buffer = Table.builder(view.source());
        create(log, view);
    }

    /** Makes the stream of a view in the log; does nothing if it is there. */
    static void create(EventLog log, FeatureView view) {
        requireSource(log, view);
        log.create(name(view.name()), view.source(), view.eventTime());
    }

    /**
     * Checks that a definition reads the events that are in the log, if any are.
     *
     * @throws IncompatibleException if it has another source
     */
    static void requireSource(EventLog log, FeatureView definition) {
        log.find(name(definition.name()))
                .ifPresent(there -> requireSource(definition, there.schema(), there.timeField()));
    }

    static String name(String view) {
        return "features." + view;
    }

    void push(Row event) {
        Row row = aligned(event);
        synchronized (lock) {
            @Nullable Object[] values = values(row);
            followers.forEach(follower -> follower.push(row));
            buffer.add(values);
            if (buffer.rowCount() >= BUFFERED_ROWS) {
                flush();
            }
        }
    }

    void push(Table events) {
        requireFields(events.schema());
        Table rows = PointInTimeFeatures.aligned(view, events);
        synchronized (lock) {
            flush();
            log.append(stream, rows);
            for (OnlineView follower : followers) {
                follow(follower, rows);
            }
        }
    }

    /** Appends what is buffered to the log; if that fails, it stays buffered. */
    void flush() {
        synchronized (lock) {
            if (buffer.rowCount() > 0) {
                log.append(stream, buffer.build());
                buffer = Table.builder(view.source());
            }
        }
    }

    /** {@return all events in the order of arrival} */
    Table history() {
        synchronized (lock) {
            flush();
            Table.Builder all = Table.builder(view.source());
            long after = 0;
            for (Table rows = read(after); rows.rowCount() > 0; rows = read(after)) {
                all.addAll(rows);
                after += rows.rowCount();
            }
            return all.build();
        }
    }

    /** {@return the state of a definition of the view, up to date with the stream from now on} */
    OnlineView follow(FeatureView definition) {
        requireSource(definition, view.source(), view.eventTime());
        synchronized (lock) {
            for (OnlineView follower : followers) {
                if (follower.view().equals(definition)) {
                    return follower;
                }
            }
            flush();
            OnlineView follower = new OnlineView(definition);
            long after = 0;
            for (Table rows = read(after); rows.rowCount() > 0; rows = read(after)) {
                follow(follower, rows);
                after += rows.rowCount();
            }
            followers.add(follower);
            return follower;
        }
    }

    private static void requireSource(FeatureView definition, Schema source, String eventTime) {
        if (!definition.source().equals(source) || !definition.eventTime().equals(eventTime)) {
            throw new IncompatibleException("feature view '" + definition.name() + "' has events " + source + " by '"
                    + eventTime + "', not " + definition.source() + " by '" + definition.eventTime()
                    + "'. Another source needs another name");
        }
    }

    private Table read(long after) {
        return log.read(stream, after, READ_ROWS);
    }

    private static void follow(OnlineView follower, Table rows) {
        for (int row = 0; row < rows.rowCount(); row++) {
            follower.push(rows.row(row));
        }
    }

    private Row aligned(Row event) {
        Schema source = view.source();
        if (event.schema().equals(source)) {
            return event;
        }
        requireFields(event.schema());
        @Nullable Object[] values = new @Nullable Object[source.size()];
        for (int i = 0; i < values.length; i++) {
            Field field = source.field(i);
            values[i] = value(event, event.schema().index(field.name()), field.type());
        }
        return Row.of(source, values);
    }

    private void requireFields(Schema given) {
        for (Field wanted : view.source().fields()) {
            DataType type = given.find(wanted.name())
                    .orElseThrow(() -> new InvalidException("an event of feature view '" + view.name()
                            + "' needs the field '" + wanted.name() + "', which is not there; it has "
                            + String.join(", ", given.names())))
                    .type();
            if (!type.equals(wanted.type())) {
                throw new InvalidException("field '" + wanted.name() + "' of an event of feature view '" + view.name()
                        + "' should be " + wanted.type().text() + ", is " + type.text());
            }
        }
    }

    private static @Nullable Object[] values(Row row) {
        @Nullable Object[] values = new @Nullable Object[row.schema().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(row, i, row.schema().field(i).type());
        }
        return values;
    }

    private static @Nullable Object value(Row row, int field, DataType type) {
        if (row.isNull(field)) {
            return null;
        } else if (type == DataType.STRING) {
            return row.text(field);
        } else if (type == DataType.INT64 || type == DataType.TIMESTAMP) {
            return row.whole(field);
        } else if (type == DataType.BOOLEAN) {
            return row.number(field) != 0;
        }
        return row.number(field);
    }
}

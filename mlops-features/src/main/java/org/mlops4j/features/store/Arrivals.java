// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.store;

import java.util.List;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.OnlineStore;

/** Which of the events that arrive go to a stream of the log. For one thread at a time. */
sealed interface Arrivals permits DistinctArrivals, Arrivals.All {

    /**
     * {@return the arrivals of a stream}
     *
     * @param store where it is kept which events there are
     * @param columns of the stream
     * @param identity those that tell events apart; without any, all that arrives goes to the stream
     */
    static Arrivals of(EventLog log, OnlineStore store, String stream, Schema columns, List<String> identity) {
        return identity.isEmpty() ? new All(log, stream) : new DistinctArrivals(log, store, stream, columns, identity);
    }

    /** {@return whether an event is known to be there or on its way} */
    boolean knows(Row event);

    /** Takes notice of an event that will be appended later. */
    void awaits(Row event);

    /** Appends events of the columns of the stream, but for those that are there. */
    Appended append(Table events);

    /**
     * What was appended.
     *
     * @param before the position of the row before
     * @param rows the rows that are there now and were not
     */
    record Appended(long before, Table rows) {

        long last() {
            return before + rows.rowCount();
        }
    }

    /** All of them do. */
    record All(EventLog log, String stream) implements Arrivals {

        @Override
        public boolean knows(Row event) {
            return false;
        }

        @Override
        public void awaits(Row event) {
            // Nobody will ask for it.
        }

        @Override
        public Appended append(Table events) {
            return new Appended(log.append(stream, events) - events.rowCount(), events);
        }
    }
}

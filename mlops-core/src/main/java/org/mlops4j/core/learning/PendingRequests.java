// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.learning;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Table;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;

/** Requests that were answered and have no label yet, by their ids, with their inputs. Not thread-safe. */
final class PendingRequests {

    private static final int PAGE = 10_000;

    private final EventLog events;
    private final String stream;
    private final List<String> inputs;
    private final long patienceNanos;
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private long position;

    PendingRequests(EventLog events, String stream, List<String> inputs, Duration patience, long position) {
        this.events = events;
        this.stream = stream;
        this.inputs = inputs;
        this.patienceNanos = patience.toNanos();
        this.position = position;
    }

    /** A request without a label. */
    private static final class Request {
        private final long position;
        /** The position up to which labels had been read when its prediction was. */
        private final long labels;

        private final long time;
        private final double[] inputs;

        Request(long position, long labels, long time, double[] inputs) {
            this.position = position;
            this.labels = labels;
            this.time = time;
            this.inputs = inputs;
        }
    }

    /** {@return the oldest request that waits: where to begin again after a restart} */
    Place oldest(long labels) {
        Iterator<Request> all = requests.values().iterator();
        if (!all.hasNext()) {
            return new Place(position, labels);
        }
        Request first = all.next();
        return new Place(first.position - 1, first.labels);
    }

    /**
     * Positions in both streams.
     *
     * @param predictions up to which predictions are done with
     * @param labels up to which labels are of no interest to the requests that wait
     */
    record Place(long predictions, long labels) {}

    /**
     * Reads the predictions that were logged meanwhile.
     *
     * @param labels the position up to which labels have been read
     */
    void readOn(long labels) {
        if (events.find(stream).isEmpty()) {
            return;
        }
        Table page;
        do {
            page = events.read(stream, position, PAGE);
            add(page, labels);
            position += page.rowCount();
        } while (page.rowCount() == PAGE);
    }

    /** {@return the inputs of a request, which is not pending any more; nothing if its label came too late} */
    Optional<double[]> take(String id, long labelled) {
        return Optional.ofNullable(requests.remove(id))
                .filter(request -> labelled - request.time <= patienceNanos)
                .map(request -> request.inputs);
    }

    /** Forgets requests whose label has not come by now. */
    void forgetLate(long now) {
        Iterator<Request> oldest = requests.values().iterator();
        @Nullable Request next = oldest.hasNext() ? oldest.next() : null;
        while (next != null && now - next.time > patienceNanos) {
            oldest.remove();
            next = oldest.hasNext() ? oldest.next() : null;
        }
    }

    /** A request that several versions answered waits once: its inputs are the same. */
    private void add(Table page, long labels) {
        List<DoubleColumn> columns =
                inputs.stream().map(name -> page.doubles("feature." + name)).toList();
        for (int row = 0; row < page.rowCount(); row++) {
            String id =
                    requireNonNull(page.strings(PredictionStreams.REQUEST_ID).get(row));
            long time = page.longs(PredictionStreams.TIME).get(row);
            if (!requests.containsKey(id)) {
                double[] values = new double[columns.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = columns.get(i).get(row);
                }
                requests.put(id, new Request(position + row + 1, labels, time, values));
            }
        }
    }
}

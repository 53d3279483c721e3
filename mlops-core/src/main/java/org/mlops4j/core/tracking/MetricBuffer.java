// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.tracking.MetricSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The points of all runs of a process on their way to the series store: bounded, many to a commit, none dropped.
 * Whoever finds the buffer full empties it, so a slow store slows the caller down and a failing store tells the caller.
 * Only points of a run that another process declared lost are given up; its {@link MetricLog} knows. Thread-safe.
 */
final class MetricBuffer {

    /** How many points wait at most: 65 536 of some 100 bytes are a few megabytes. */
    static final int CAPACITY = 65_536;

    private static final Logger LOG = LoggerFactory.getLogger(MetricBuffer.class);

    private final MetadataStore metadata;
    private final SeriesStore series;
    private final BlockingQueue<Logged> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Object draining = new Object();
    private final List<Logged> batch = new ArrayList<>();
    private final Set<MetricLog> changed = new LinkedHashSet<>();

    MetricBuffer(MetadataStore metadata, SeriesStore series) {
        this.metadata = metadata;
        this.series = series;
    }

    /** Takes a point; stores the waiting ones first if there is no room. */
    void add(Logged logged) {
        while (!queue.offer(logged)) {
            flush();
        }
    }

    /**
     * Stores points together with a document that announces them: no flush falls between the two.
     *
     * @param announce stores the document; if it throws, the points are not added
     */
    void storeAnnounced(List<Logged> points, Runnable announce) {
        synchronized (draining) {
            announce.run();
            points.forEach(this::add);
            flush();
        }
    }

    /**
     * Makes every point that was added before this call durable, and the summaries of the runs with it. After a failure
     * nothing is lost: the next call tries again.
     */
    void flush() {
        synchronized (draining) {
            int waiting = batch.size() + queue.size();
            while (waiting > 0 || !changed.isEmpty()) {
                queue.drainTo(batch, CAPACITY - batch.size());
                waiting -= batch.size();
                storeBatch();
                storeSummaries();
            }
        }
    }

    /** {@return the summaries of a run as of the last {@link #flush}} */
    SortedMap<String, MetricSummary> summaries(MetricLog log) {
        synchronized (draining) {
            return new TreeMap<>(log.summaries());
        }
    }

    private void storeBatch() {
        batch.removeIf(logged -> logged.log().isLost());
        if (batch.isEmpty()) {
            return;
        }
        series.append(batch.stream().map(Logged::point).toList());
        for (Logged logged : batch) {
            logged.log().add(logged);
            changed.add(logged.log());
        }
        batch.clear();
    }

    private void storeSummaries() {
        if (changed.isEmpty()) {
            return;
        }
        changed.forEach(log -> log.recount(series));
        List<MetricLog> lost = metadata.write(writer -> changed.stream()
                .filter(log -> !RunDocuments.putSummaries(writer, log.run(), log.summaries()))
                .toList());
        lost.forEach(this::lose);
        changed.clear();
    }

    private void lose(MetricLog log) {
        log.lose();
        LOG.warn(
                "Another process took this one for dead and declared run {} lost; it takes no metrics any more",
                log.run());
    }

    /** A point and where it belongs. */
    record Logged(MetricLog log, String key, SeriesStore.Point point) {}
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.List;
import java.util.Optional;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.storage.Verification;

/**
 * A store of series in which something happens just before points are appended to it.
 *
 * @param store where the points go
 * @param beforeAppend what happens; if it throws, the points are not appended
 */
record HookedSeries(SeriesStore store, Runnable beforeAppend) implements SeriesStore {

    @Override
    public void append(List<Point> points) {
        beforeAppend.run();
        store.append(points);
    }

    @Override
    public List<Point> read(String series, long fromStep, int limit) {
        return store.read(series, fromStep, limit);
    }

    @Override
    public Optional<Point> latest(String series) {
        return store.latest(series);
    }

    @Override
    public List<String> names(String after, int limit) {
        return store.names(after, limit);
    }

    @Override
    public Verification verify() {
        return store.verify();
    }

    @Override
    public void close() {
        store.close();
    }
}

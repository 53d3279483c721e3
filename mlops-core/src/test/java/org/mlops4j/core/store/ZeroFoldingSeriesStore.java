// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.store;

import java.util.List;
import java.util.Optional;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.storage.Verification;

/** Broken on purpose: stores 0.0 for -0.0, as a column of SQLite's type REAL does. */
record ZeroFoldingSeriesStore(SeriesStore store) implements SeriesStore {

    @Override
    public void append(List<Point> points) {
        store.append(points.stream()
                .map(p -> p.value() == 0 ? new Point(p.series(), p.step(), p.time(), 0.0) : p)
                .toList());
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

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core;

import java.util.List;
import java.util.Optional;
import org.mlops4j.spi.SeriesStore;

/** In place of the embedded series store until there is one: refuses. */
final class PendingSeries implements SeriesStore {

    @Override
    public void append(List<Point> points) {
        throw new IllegalStateException("this build of mlops-core cannot store metrics in a directory yet");
    }

    @Override
    public List<Point> read(String series, long fromStep, int limit) {
        return List.of();
    }

    @Override
    public Optional<Point> latest(String series) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.util.List;
import java.util.function.Consumer;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.SeriesStore.Point;

/** Reads a series of any length in bounded memory, unless very many points share one step. */
final class PointPages {

    private static final int PAGE = 10_000;

    private PointPages() {}

    /** Calls the action with each point in order. */
    static void forEach(SeriesStore store, String series, Consumer<? super Point> action) {
        long from = Long.MIN_VALUE;
        int limit = PAGE;
        List<Point> page = store.read(series, from, limit);
        while (page.size() == limit) {
            long last = page.get(limit - 1).step();
            if (page.get(0).step() == last) {
                // The step does not fit into a page; it is read again, as points within a step cannot be addressed.
                limit *= 2;
            } else {
                page.stream().filter(point -> point.step() < last).forEach(action);
                limit = PAGE;
                from = last;
            }
            page = store.read(series, from, limit);
        }
        page.forEach(action);
    }
}

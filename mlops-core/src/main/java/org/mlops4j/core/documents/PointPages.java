// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.documents;

import java.util.List;
import java.util.function.Consumer;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.spi.SeriesStore.Point;

/** All points of a series, however many there are: read in pages, of bounded size unless very many share one step. */
public final class PointPages {

    private static final int PAGE = 10_000;

    private PointPages() {}

    /** Hands all points of a series over in their order; holds one page at a time. */
    public static void forEach(SeriesStore store, String series, Consumer<? super Point> action) {
        forEachPage(store, series, page -> page.forEach(action));
    }

    /** Hands all points of a series over in their order, page by page; a page holds whole steps, and at least one. */
    public static void forEachPage(SeriesStore store, String series, Consumer<? super List<Point>> action) {
        long from = Long.MIN_VALUE;
        int limit = PAGE;
        List<Point> page = store.read(series, from, limit);
        while (page.size() == limit) {
            long last = page.get(limit - 1).step();
            if (page.get(0).step() == last) {
                // The step does not fit into a page; it is read again, as points within a step cannot be addressed.
                limit *= 2;
            } else {
                action.accept(page.stream().filter(point -> point.step() < last).toList());
                limit = PAGE;
                from = last;
            }
            page = store.read(series, from, limit);
        }
        if (!page.isEmpty()) {
            action.accept(page);
        }
    }
}

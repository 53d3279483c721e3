// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.spi.SeriesStore.Point;

/** The points of several chunks in their order, each once. Chunks that follow one another are not sorted again. */
final class PointMerge {

    private List<Point> points = new ArrayList<>();
    private boolean sorted = true;

    /** Adds the points of a chunk from a step on. */
    void add(PointChunk chunk, long fromStep) {
        List<Point> more = chunk.firstStep() >= fromStep
                ? chunk.points()
                : chunk.points().stream()
                        .filter(point -> point.step() >= fromStep)
                        .toList();
        if (!more.isEmpty() && !points.isEmpty()) {
            sorted &= PointChunk.ORDER.compare(points.get(points.size() - 1), more.get(0)) < 0;
        }
        points.addAll(more);
    }

    /** {@return whether there are so many points with steps before this one} */
    boolean fillsBefore(int limit, long step) {
        if (points.size() < limit) {
            return false;
        }
        sort();
        return points.size() >= limit && points.get(limit - 1).step() < step;
    }

    /** {@return the first points} */
    List<Point> first(int limit) {
        sort();
        return List.copyOf(points.subList(0, Math.min(limit, points.size())));
    }

    private void sort() {
        if (sorted) {
            return;
        }
        points.sort(PointChunk.ORDER);
        List<Point> distinct = new ArrayList<>(points.size());
        for (Point point : points) {
            if (distinct.isEmpty() || PointChunk.ORDER.compare(distinct.get(distinct.size() - 1), point) != 0) {
                distinct.add(point);
            }
        }
        points = distinct;
        sorted = true;
    }
}

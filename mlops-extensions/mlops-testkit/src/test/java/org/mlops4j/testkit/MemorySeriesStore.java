// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mlops4j.data.Times;
import org.mlops4j.spi.Key;
import org.mlops4j.spi.SeriesStore;
import org.mlops4j.storage.Verification;

/** Points on the heap, behind one lock. */
class MemorySeriesStore implements SeriesStore {

    final Disk disk;
    private boolean closed;

    MemorySeriesStore(Disk disk) {
        this.disk = disk;
    }

    @Override
    public void append(List<Point> points) {
        synchronized (disk) {
            requireOpen();
            points.forEach(this::requireValid);
            points.forEach(this::add);
        }
    }

    void requireValid(Point point) {
        Key.require("the name of a series", point.series());
        Times.nanos(point.time());
    }

    void add(Point point) {
        disk.series
                .computeIfAbsent(point.series(), name -> new TreeSet<>(order()))
                .add(point);
    }

    /** NaN is the greatest value, and -0.0 less than 0.0. */
    Comparator<Point> order() {
        return Comparator.comparingLong(Point::step)
                .thenComparing(Point::time)
                .thenComparingDouble(Point::value)
                .thenComparingLong(point -> Double.doubleToRawLongBits(point.value()));
    }

    @Override
    public List<Point> read(String series, long fromStep, int limit) {
        requireLimit(limit);
        synchronized (disk) {
            requireOpen();
            List<Point> found = new ArrayList<>();
            for (Point point : of(series)) {
                if (point.step() >= fromStep && found.size() < limit) {
                    found.add(point);
                }
            }
            return found;
        }
    }

    @Override
    public Optional<Point> latest(String series) {
        synchronized (disk) {
            requireOpen();
            return of(series).isEmpty()
                    ? Optional.empty()
                    : Optional.of(of(series).last());
        }
    }

    SortedSet<Point> of(String series) {
        return disk.series.getOrDefault(series, new TreeSet<>(order()));
    }

    @Override
    public List<String> names(String after, int limit) {
        requireLimit(limit);
        synchronized (disk) {
            requireOpen();
            return disk.series.keySet().stream()
                    .sorted(this::compareNames)
                    .filter(name -> compareNames(name, after) > 0)
                    .limit(limit)
                    .toList();
        }
    }

    int compareNames(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Verification verify() {
        synchronized (disk) {
            requireOpen();
            return new Verification(
                    disk.series.values().stream().mapToInt(TreeSet::size).sum(), List.of());
        }
    }

    @Override
    public void close() {
        synchronized (disk) {
            closed = true;
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private static void requireLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
    }

    /** What outlives the store. */
    static final class Disk {
        final TreeMap<String, TreeSet<Point>> series = new TreeMap<>();
    }
}

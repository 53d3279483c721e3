// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.mlops4j.core.encoding.DoubleOrder;
import org.mlops4j.core.encoding.TableEncoding;
import org.mlops4j.data.DataType;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.spi.SeriesStore.Point;

/**
 * Points of one series that are stored as one, in their order and each once.
 *
 * @param points the points, at least one
 */
record PointChunk(List<Point> points) {

    /** The order of a series; equal only if step, time and the bits of the value are. */
    static final Comparator<Point> ORDER = Comparator.comparingLong(Point::step)
            .thenComparing(Point::time)
            .thenComparingLong(point -> DoubleOrder.number(point.value()));

    /** A page of a series should not have to decode much more than it shows. */
    private static final int MOST_POINTS = 1 << 13;

    private static final Schema SCHEMA = Schema.of(
            Field.of("step", DataType.INT64),
            Field.of("time", DataType.TIMESTAMP),
            Field.of("value", DataType.FLOAT64));

    /** {@return the chunks of some points of one series} */
    static List<PointChunk> split(Collection<Point> points) {
        TreeSet<Point> distinct = new TreeSet<>(ORDER);
        distinct.addAll(points);
        List<Point> all = List.copyOf(distinct);
        List<PointChunk> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_POINTS) {
            chunks.add(new PointChunk(all.subList(from, Math.min(all.size(), from + MOST_POINTS))));
        }
        return chunks;
    }

    long firstStep() {
        return points.get(0).step();
    }

    long lastStep() {
        return points.get(points.size() - 1).step();
    }

    byte[] encode() {
        Table.Builder rows = Table.builder(SCHEMA);
        points.forEach(point -> rows.add(point.step(), Times.nanos(point.time()), point.value()));
        return TableEncoding.encode(rows.build());
    }

    /**
     * {@return the chunk that {@link #encode} made these bytes of}
     *
     * @throws org.mlops4j.error.CorruptException if they are damaged
     */
    static PointChunk decode(String series, byte[] bytes, String what) {
        Table rows = TableEncoding.decode(bytes, SCHEMA, what);
        LongColumn steps = rows.longs("step");
        LongColumn times = rows.longs("time");
        DoubleColumn values = rows.doubles("value");
        List<Point> points = new ArrayList<>(rows.rowCount());
        for (int row = 0; row < rows.rowCount(); row++) {
            points.add(new Point(series, steps.get(row), Times.instant(times.get(row)), values.get(row)));
        }
        return new PointChunk(points);
    }
}

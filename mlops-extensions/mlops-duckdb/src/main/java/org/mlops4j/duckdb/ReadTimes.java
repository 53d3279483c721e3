// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.duckdb;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Column;
import org.mlops4j.data.Field;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.source.LocalTimes;

/** Times, as nanoseconds since the epoch; an infinite one has none, which is told from a null by the second value. */
final class ReadTimes implements ReadColumn {

    private final Field field;
    private final @Nullable ZoneId zone;
    private final Nulls nulls;
    private final long[] values;
    private @Nullable DuckDBReadableVector nanos;
    private @Nullable DuckDBReadableVector there;

    ReadTimes(Field field, @Nullable ZoneId zone, int rows) {
        this.field = field;
        this.zone = zone;
        this.nulls = new Nulls(field);
        this.values = new long[rows];
    }

    @Override
    public List<String> expressions() {
        String name = SqlText.identifier(field.name());
        return List.of("epoch_ns(" + name + ")", name + " IS NOT NULL");
    }

    @Override
    public void begin(DuckDBDataChunkReader chunk, int first) {
        nanos = chunk.vector(first);
        there = chunk.vector(first + 1);
    }

    @Override
    public void take(int row, int at) {
        DuckDBReadableVector from = requireNonNull(nanos);
        if (!requireNonNull(there).getBoolean(row)) {
            nulls.add(at);
        } else if (from.isNull(row)) {
            throw new InvalidException("the time is infinite");
        } else {
            values[at] = zone == null ? from.getLong(row) : inZone(from.getLong(row), zone);
        }
    }

    @Override
    public Column finish(int rows) {
        return LongColumn.of(field.type(), Arrays.copyOf(values, rows), nulls.finish());
    }

    private static long inZone(long local, ZoneId zone) {
        return Times.nanos(LocalTimes.instant(LocalDateTime.ofInstant(Times.instant(local), ZoneOffset.UTC), zone));
    }
}

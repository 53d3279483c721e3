// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.hourOf;
import static org.mlops4j.features.Features.lit;
import static org.mlops4j.features.Features.weekdayOf;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Times;
import org.mlops4j.features.Expression;

class RowExpressionTest {

    private static final Schema SCHEMA = Schema.of(
            Field.nullable("a", DataType.FLOAT64),
            Field.nullable("n", DataType.INT64),
            Field.nullable("p", DataType.BOOLEAN),
            Field.nullable("q", DataType.BOOLEAN),
            Field.nullable("s", DataType.STRING),
            Field.nullable("t", DataType.TIMESTAMP));

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private static @Nullable Double value(Expression expression, @Nullable Object... row) {
        long bits = RowExpression.compile(expression, SCHEMA).bits(Row.of(SCHEMA, row));
        return bits == RowExpression.NULL ? null : Double.longBitsToDouble(bits);
    }

    private static @Nullable Double numbers(Expression expression, @Nullable Object a, @Nullable Object n) {
        return value(expression, a, n, null, null, null, null);
    }

    private static @Nullable Double truths(Expression expression, @Nullable Object p, @Nullable Object q) {
        return value(expression, null, null, p, q, null, null);
    }

    @Test
    void arithmeticFollowsIeee() {
        assertThat(numbers(col("a").plus(col("n")), 0.1, 2L)).isEqualTo(0.1 + 2);
        assertThat(numbers(col("a").minus(1).times(3), 0.1, null)).isEqualTo((0.1 - 1) * 3);
        assertThat(numbers(col("a").dividedBy(0), 1.0, null)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(numbers(col("a").dividedBy(0), 0.0, null)).isNaN();
    }

    @Test
    void nullIsUnknownAndNaNIsNot() {
        assertThat(numbers(col("a").plus(1), null, null)).isNull();
        assertThat(numbers(col("a").gt(1), null, null)).isNull();
        assertThat(numbers(col("a").plus(1), Double.NaN, null)).isNaN();
        assertThat(numbers(col("a").gt(1), Double.NaN, null)).isZero();
        assertThat(numbers(col("a").eq(col("a")), Double.NaN, null)).isZero();
        assertThat(numbers(col("a").ne(Double.NaN), Double.NaN, null)).isEqualTo(1);
        assertThat(numbers(col("a").isNull(), Double.NaN, null)).isZero();
        assertThat(numbers(col("a").isNull(), null, null)).isEqualTo(1);
        assertThat(numbers(col("a").plus(col("n")).isNull(), 1.0, null)).isEqualTo(1);
    }

    @Test
    void logicHasThreeValues() {
        Boolean[] values = {true, false, null};
        for (Boolean p : values) {
            for (Boolean q : values) {
                Double both = Boolean.FALSE.equals(p) || Boolean.FALSE.equals(q)
                        ? (Double) 0.0
                        : p == null || q == null ? null : (Double) 1.0;
                Double either = Boolean.TRUE.equals(p) || Boolean.TRUE.equals(q)
                        ? (Double) 1.0
                        : p == null || q == null ? null : (Double) 0.0;
                assertThat(truths(col("p").and(col("q")), p, q))
                        .as("%s and %s", p, q)
                        .isEqualTo(both);
                assertThat(truths(col("p").or(col("q")), p, q))
                        .as("%s or %s", p, q)
                        .isEqualTo(either);
            }
        }
        assertThat(truths(col("p").not(), true, null)).isZero();
        assertThat(truths(col("p").not(), null, null)).isNull();
    }

    @Test
    void comparesAsDeclared() {
        assertThat(numbers(col("a").ge(1), 1.0, null)).isEqualTo(1);
        assertThat(numbers(col("a").le(1), 1.0, null)).isEqualTo(1);
        assertThat(numbers(col("a").lt(1), 1.0, null)).isZero();
        assertThat(numbers(col("a").eq(0.0), -0.0, null)).isEqualTo(1);
        assertThat(numbers(lit(2).gt(1), null, null)).isEqualTo(1);
        assertThat(value(col("s").eq("x"), null, null, null, null, "x", null)).isEqualTo(1);
        assertThat(value(col("s").ne("x"), null, null, null, null, "y", null)).isEqualTo(1);
        assertThat(value(col("s").eq("x"), null, null, null, null, null, null)).isNull();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void localTimeIsThatOfTheZone(long seed) {
        Random random = new Random(seed);
        String[] zones = {
            "America/Chicago",
            "Europe/Berlin",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Africa/Monrovia",
            "UTC",
            "+05:30"
        };
        for (int i = 0; i < 2_000; i++) {
            ZoneId zone = ZoneId.of(zones[random.nextInt(zones.length)]);
            long nanos = i % 2 == 0 ? random.nextLong() : random.nextLong(1L << 60);
            Instant instant = Times.instant(nanos);
            ZonedDateTime local = instant.atZone(zone);
            LocalTimes times = LocalTimes.of(zone);
            assertThat(times.hour(nanos)).as("%s %s", zone, instant).isEqualTo(local.getHour());
            assertThat(times.weekday(nanos))
                    .as("%s %s", zone, instant)
                    .isEqualTo(local.getDayOfWeek().getValue());
        }
    }

    @Test
    void hoursPassThroughChangesOfTheClock() {
        ZoneId chicago = ZoneId.of("America/Chicago");
        assertThat(hour(chicago, "2001-04-01T07:59:59.999999999Z")).isEqualTo(1);
        assertThat(hour(chicago, "2001-04-01T08:00:00Z")).isEqualTo(3);
        assertThat(hour(chicago, "2001-10-28T06:59:59Z")).isEqualTo(1);
        assertThat(hour(chicago, "2001-10-28T07:00:00Z")).isEqualTo(1);
        assertThat(value(weekdayOf("t", chicago), null, null, null, null, null, Instant.EPOCH))
                .isEqualTo(3);
        assertThat(value(hourOf("t", chicago), null, null, null, null, null, null))
                .isNull();
    }

    private static @Nullable Double hour(ZoneId zone, String instant) {
        return value(hourOf("t", zone), null, null, null, null, null, Instant.parse(instant));
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Expression.call;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.lit;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expression;

class ScalarFunctionsTest {

    private static final Schema SCHEMA = Schema.of(
            Field.nullable("a", DataType.FLOAT64),
            Field.nullable("s", DataType.STRING),
            Field.nullable("t", DataType.TIMESTAMP),
            Field.nullable("v", new DataType.Vector(3)));

    private static @Nullable Double value(Expression expression, @Nullable Object... row) {
        Object[] full = Arrays.copyOf(row, SCHEMA.size());
        long bits = RowExpression.compile(expression, SCHEMA).bits(Row.of(SCHEMA, full));
        return bits == RowExpression.NULL ? null : Double.longBitsToDouble(bits);
    }

    private static @Nullable Double of(@Nullable Double a, String function, Expression... others) {
        return value(col("a").then(function, others), a);
    }

    @Test
    void roundsByMode() {
        double[] numbers = {2.5, -2.5, 0.49999999999999994, 1.2, -1.7, 1e300};
        assertRounded("half_even", numbers, 2, -2, 0, 1, -2, 1e300);
        assertRounded("half_up", numbers, 3, -3, 0, 1, -2, 1e300);
        assertRounded("half_down", numbers, 2, -2, 0, 1, -2, 1e300);
        assertRounded("up", numbers, 3, -3, 1, 2, -2, 1e300);
        assertRounded("down", numbers, 2, -2, 0, 1, -1, 1e300);
        assertRounded("floor", numbers, 2, -3, 0, 1, -2, 1e300);
        assertRounded("ceiling", numbers, 3, -2, 1, 2, -1, 1e300);
        assertThat(of(2.5, "round")).isEqualTo(2);
        assertThat(of(Double.NaN, "round", lit("half_up"))).isNaN();
        assertThat(of(Double.NEGATIVE_INFINITY, "round", lit("half_up"))).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    private static void assertRounded(String mode, double[] numbers, double... wanted) {
        for (int i = 0; i < numbers.length; i++) {
            assertThat(of(numbers[i], "round", lit(mode)))
                    .as("%s of %s", mode, numbers[i])
                    .isEqualTo(wanted[i]);
        }
    }

    @Test
    void extremesAndClipsPassNaNOn() {
        assertThat(of(3.0, "least", lit(1), lit(2))).isEqualTo(1);
        assertThat(of(3.0, "greatest", lit(1), lit(2))).isEqualTo(3);
        assertThat(of(3.0, "greatest", lit(Double.NaN))).isNaN();
        assertThat(of(null, "greatest", lit(1))).isNull();
        assertThat(of(3.0, "clip", lit(0), lit(2))).isEqualTo(2);
        assertThat(of(-3.0, "clip", lit(0), lit(2))).isZero();
        assertThat(of(Double.NaN, "clip", lit(0), lit(2))).isNaN();
    }

    @Test
    void binsCountTheBoundariesThatAreReached() {
        Expression[] boundaries = {lit(-0.0), lit(1), lit(10)};
        assertThat(of(-5.0, "bin", boundaries)).isZero();
        assertThat(of(0.0, "bin", boundaries)).isEqualTo(1);
        assertThat(of(-0.0, "bin", boundaries)).isEqualTo(1);
        assertThat(of(9.9, "bin", boundaries)).isEqualTo(2);
        assertThat(of(Double.POSITIVE_INFINITY, "bin", boundaries)).isEqualTo(3);
        assertThat(of(Double.NaN, "bin", boundaries)).isNaN();
        assertThat(of(null, "bin", boundaries)).isNull();
        assertThatThrownBy(() -> col("a").then("bin", lit(1), lit(1)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("increase");
    }

    @Test
    void lookUpsFindTextsAndNumbers() {
        Expression texts = col("s").then("lookup", lit("AA"), lit(1), lit("UA"), lit(2), lit("AA"), lit(3), lit(-1));
        assertThat(value(texts, null, "AA")).isEqualTo(1);
        assertThat(value(texts, null, "UA")).isEqualTo(2);
        assertThat(value(texts, null, "")).isEqualTo(-1);
        assertThat(value(texts, null, null)).isNull();
        Expression numbers = col("a").then("lookup", lit(0.0), lit(7), lit(Double.NaN), lit(8));
        assertThat(value(numbers, -0.0)).isEqualTo(7);
        assertThat(value(numbers, Double.NaN)).isEqualTo(8);
        assertThat(value(numbers, 1.0)).isNull();
    }

    @Test
    void lookUpsOfTextsFindTextsNumbersAndTimes() {
        Expression texts = col("s").mapped(Map.of("AA", "big", "UA", "big", "ZZ", "small"), "other");
        assertThat(texts.text()).isEqualTo("lookup_text(s, 'AA', 'big', 'UA', 'big', 'ZZ', 'small', 'other')");
        assertThat(Expression.parse(texts.text())).isEqualTo(texts);
        assertThat(Expression.from(texts.toDocument())).isEqualTo(texts);
        assertThat(value(texts.eq("big"), null, "UA")).isEqualTo(1);
        assertThat(value(texts.eq("other"), null, "B6")).isEqualTo(1);
        assertThat(value(texts.isNull(), null, null)).isEqualTo(1);
        assertThat(value(col("s").mapped(Map.of("AA", "big")).isNull(), null, "B6"))
                .isEqualTo(1);
        Expression numbers = Expression.parse("lookup_text(a, 0, 'nothing', nan, 'unknown', 0, 'never')");
        assertThat(value(numbers.eq("nothing"), -0.0)).isEqualTo(1);
        assertThat(value(numbers.eq("unknown"), Double.NaN)).isEqualTo(1);
        assertThat(value(numbers.isNull(), 1.0)).isEqualTo(1);
        Instant day = Instant.parse("2001-01-01T00:00:00Z");
        Expression times =
                Expression.parse("lookup_text(t, timestamp('2001-01-01T00:00:00Z'), 'first', 'later') = 'first'");
        assertThat(value(times, null, null, day)).isEqualTo(1);
        assertThat(value(times, null, null, day.plusNanos(1))).isZero();
        assertThatThrownBy(() -> col("s").mapped(Map.of())).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Expression.parse("lookup_text(s, 'a', 1)")).isInstanceOf(InvalidException.class);
    }

    @Test
    void choicesTakeTheFirstThatHolds() {
        Expression size = call("case", col("a").gt(10), lit("big"), col("a").gt(5), lit("middle"), lit("small"));
        assertThat(value(size.eq("big"), 11.0)).isEqualTo(1);
        assertThat(value(size.eq("middle"), 6.0)).isEqualTo(1);
        assertThat(value(size.eq("small"), (Double) null)).isEqualTo(1);
        assertThat(value(call("case", col("a").gt(10), lit(1)), 3.0)).isNull();
        assertThat(value(col("s").orElse("?").eq("?"), null, null)).isEqualTo(1);
        assertThat(value(col("a").orElse(4), (Double) null)).isEqualTo(4);
        assertThat(value(col("a").then("nullif", lit(4)), 4.0)).isNull();
        assertThat(value(col("a").then("nullif", lit(Double.NaN)), Double.NaN)).isNaN();
        assertThat(value(col("s").then("nullif", lit("x")).eq("y"), null, "y")).isEqualTo(1);
    }

    @Test
    void membersAndRangesAreOfAnyType() {
        assertThat(of(-0.0, "in", lit(0), lit(1))).isEqualTo(1);
        assertThat(of(Double.NaN, "in", lit(Double.NaN))).isZero();
        assertThat(value(col("s").then("in", lit("x"), lit("y")), null, "y")).isEqualTo(1);
        Expression early = call("timestamp", lit("2001-01-01T00:00:00Z"));
        Expression late = call("timestamp", lit("2002-01-01T00:00:00Z"));
        Expression between = col("t").then("between", early, late);
        assertThat(value(between, null, null, Instant.parse("2001-07-01T00:00:00Z")))
                .isEqualTo(1);
        assertThat(value(between, null, null, Instant.parse("2003-07-01T00:00:00Z")))
                .isZero();
        assertThat(value(between, (Object) null)).isNull();
        assertThat(value(col("s").then("between", lit("b"), lit("d")), null, "c"))
                .isEqualTo(1);
        assertThat(value(col("t").eq(early), null, null, Instant.parse("2001-01-01T00:00:00Z")))
                .isEqualTo(1);
    }

    @Test
    void vectorsAreMultiplied() {
        Expression weights = call("vector", lit(1), lit(2), lit(3));
        assertThat(value(col("v").then("dot", weights), null, null, null, new double[] {4, 5, 6}))
                .isEqualTo(32);
        assertThat(value(
                        col("v").then("dot", call("vector", col("a"), col("a"), lit(1))),
                        null,
                        null,
                        null,
                        new double[3]))
                .isNull();
        assertThat(value(col("v").then("dot", weights))).isNull();
    }

    @Test
    void wrongCallsAreRefusedWithTheSignature() {
        assertThatThrownBy(() -> call("sqrt"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("sqrt(number)");
        assertThatThrownBy(() -> call("root", lit(1)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("root");
        assertThatThrownBy(() -> call("hour", col("t"), lit("Mars/Olympus")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("zone");
        assertThatThrownBy(() -> call("lookup", col("s"), col("s"), lit(1))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> RowExpression.compile(col("s"), SCHEMA)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> RowExpression.compile(col("s").gt(1), SCHEMA))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("string");
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.MlopsException;
import org.mlops4j.features.Expression;

class FormulaTest {

    private static final Schema SCHEMA = Schema.of(
            Field.of("amount", DataType.FLOAT64),
            Field.nullable("items", DataType.INT64),
            Field.nullable("country", DataType.STRING),
            Field.of("foreign", DataType.BOOLEAN));
    private static final Row ROW = Row.of(SCHEMA, 80.0, null, "AT", true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "case when output < 0.5 then 0 when label = 1 then amount else -5 end | 80",
                "0.1 * amount - 3 / 2 + -1 | 5.5",
                "coalesce(items, 7) * 2 | 14",
                "items + 1 | NaN",
                "case when items > 3 then 1 else 2 end | 2",
                "case when items > 3 then 1 end | NaN",
                "case when foreign and country in ('DE', 'AT') then 1 else 0 end | 1",
                "to_number(not foreign or country <> 'AT') | 0",
                "to_number(foreign or items > 3) | 1",
                "to_number(not foreign and items > 3) | 0",
                "to_number(foreign and items > 3) | NaN",
                "to_number(items is null) | 1",
                "to_number(items is not null) | 0",
                "to_number(amount between 80 and 90) | 1",
                "to_number(nan = nan) | 0",
                "to_number(nan <> nan) | 1",
                "to_number('a' < 'b') | 1",
                "least(amount, 50, greatest(output, label)) | 1",
                "abs(floor(-2.5)) + ceil(0.2) + sqrt(4) + 7 % 4 | 9",
                "pow(2, 3) + exp(0) + log(1) + log1p(0) | 9",
                "amount / 0 | Infinity",
            })
    void hasTheMeaningThatTheCatalogueGives(String text, double expected) {
        assertThat(new Formula(Expression.parse(text)).of(0.7, 1, ROW)).isEqualTo(Double.valueOf(expected));
    }

    @Test
    void aMetricThatIsStoredSaysTheSame() {
        BusinessMetric saved = BusinessMetric.of(
                "saved", Expression.parse("case when output < 0.5 then 0 when label = 1 then amount else -5 end"));
        Table rows = Table.builder(Schema.of(
                        Field.of("score", DataType.FLOAT64),
                        Field.of("fraud", DataType.INT64),
                        Field.of("amount", DataType.FLOAT64)))
                .add(0.9, 1L, 100.0)
                .add(0.8, 0L, 50.0)
                .add(0.2, 1L, 30.0)
                .build();

        assertThat(saved.sum(rows, "score", "fraud").value()).isEqualTo(95);
        BusinessMetric again = BusinessMetric.from(saved.toDocument());
        assertThat(again).isEqualTo(saved);
        assertThat(again.toDocument()).isEqualTo(saved.toDocument());
        assertThatThrownBy(() -> new BusinessMetric("code", (output, label, row) -> 1).toDocument())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'code'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount + country",
                "case when amount then 1 end",
                "to_number(amount = country)",
                "unknown + 1",
                "country"
            })
    void whatDoesNotFitTheRowIsSaid(String text) {
        Formula formula = new Formula(Expression.parse(text));

        assertThatThrownBy(() -> formula.of(0.7, 1, ROW)).isInstanceOf(MlopsException.class);
    }

    @Test
    void functionsThatAreForFeaturesAreRefusedAtOnce() {
        assertThatThrownBy(() -> BusinessMetric.of("hour", Expression.parse("hour(time, 'UTC')")))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("'hour'")
                .hasMessageContaining("coalesce");
    }
}

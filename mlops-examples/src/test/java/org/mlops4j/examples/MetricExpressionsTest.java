// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.features.Expression;
import org.mlops4j.features.expression.RowExpression;
import org.mlops4j.monitoring.performance.BusinessMetric;

/**
 * Metrics of the business evaluate expressions by themselves, since monitoring and features do not know each other. The
 * same text has to mean the same to both, to the bit.
 */
class MetricExpressionsTest {

    private static final Schema SCHEMA = Schema.of(
            Field.of("output", DataType.FLOAT64),
            Field.of("label", DataType.FLOAT64),
            Field.nullable("amount", DataType.FLOAT64),
            Field.nullable("items", DataType.INT64),
            Field.nullable("country", DataType.STRING),
            Field.nullable("foreign", DataType.BOOLEAN));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "case when output < 0.5 then 0 when label = 1 then amount else -5 end",
                "case when foreign and amount > 10 then items when country = 'AT' or items < 2 then 1 end",
                "case when not (foreign or amount > 10) then 1 else 0 end",
                "coalesce(amount, items, 7) * 2 - amount / items",
                "amount % items + abs(amount) + negate(items)",
                "floor(amount) + ceil(amount) + sqrt(amount) + pow(amount, items)",
                "exp(amount / 10) + log(amount) + log1p(output)",
                "least(amount, items, label) + greatest(amount, items, label)",
                "to_number(country in ('AT', 'DE')) + to_number(country <> 'AT')",
                "to_number(country < 'CH') + to_number(country >= 'AT')",
                "to_number(amount between 0 and items)",
                "to_number(amount = items) + to_number(amount <> items) * 2 + to_number(amount <= items) * 4",
                "to_number(foreign = (items > 1))",
                "to_number(foreign is null) + 2 * to_number(country is not null)",
                "to_number((foreign and items > 1) is null)",
                "to_number((foreign or items > 1) is null)",
            })
    void aMetricAndAFeatureOfTheSameTextAreTheSame(String text) {
        Expression expression = Expression.parse(text);
        BusinessMetric metric = BusinessMetric.of("metric", expression);
        RowExpression feature = RowExpression.compile(expression, SCHEMA);
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Row row = row(random);
            double worth = metric.value().of(row.number("output"), row.number("label"), row);
            assertThat(worth).as("%s of %s, row %d of seed 7", text, row, i).isEqualTo((Object) feature.number(row));
        }
    }

    private static Row row(Random random) {
        List<Double> amounts = List.of(0.0, -0.0, 1.0, 2.0, -3.5, 1e300, Double.NaN, Double.POSITIVE_INFINITY);
        return Row.of(
                SCHEMA,
                random.nextDouble(),
                (double) random.nextInt(2),
                random.nextInt(6) == 0
                        ? null
                        : random.nextBoolean()
                                ? amounts.get(random.nextInt(amounts.size()))
                                : 30 * random.nextGaussian(),
                random.nextInt(6) == 0 ? null : (Object) (long) (random.nextInt(5) - 1),
                random.nextInt(6) == 0 ? null : List.of("AT", "DE", "CH").get(random.nextInt(3)),
                random.nextInt(6) == 0 ? null : (Object) random.nextBoolean());
    }
}

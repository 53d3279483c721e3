// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.data.Table;
import org.mlops4j.features.Expression;
import org.mlops4j.features.ScalarFunction;

class ColumnExpressionPropertyTest {

    private static final int ROWS = 1_150;

    private static final int TREES = 8;

    static Stream<String> functions() {
        return ScalarFunction.all().stream().map(ScalarFunction::name);
    }

    private static Table table(RandomExpressions random) {
        Table.Builder table = Table.builder(RandomExpressions.SCHEMA);
        for (int i = 0; i < ROWS; i++) {
            table.add(random.row());
        }
        return table.build();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void columnsGiveTheBitsOfRows(String function) {
        long first = function.hashCode();
        Table table = table(new RandomExpressions(first));
        for (long seed = first; seed < first + TREES; seed++) {
            Expression expression =
                    new RandomExpressions(seed).around(ScalarFunction.require(function), 1 + (int) (seed & 3));
            RowExpression rows = RowExpression.compile(expression, table.schema(), RandomExpressions.FUNCTIONS);
            ColumnExpression columns =
                    ColumnExpression.compile(expression, table.schema(), RandomExpressions.FUNCTIONS);
            int from = new Random(seed).nextInt(100);
            int to = ROWS - new Random(~seed).nextInt(20);
            long[] bits = new long[ROWS + 7];
            columns.bits(table, from, to, bits, 7);
            for (int i = from; i < to; i++) {
                long wanted = rows.bits(table.row(i));
                if (bits[7 + i - from] != wanted) {
                    fail(
                            "seed %d, row %d: %s in columns, %s in rows: %s",
                            seed, i, bits[7 + i - from], wanted, expression);
                }
            }
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Aggregate;
import org.mlops4j.search.Field;
import org.mlops4j.search.Filter;
import org.mlops4j.search.Filter.Operator;

class SearchParserTest {

    private static final List<String> PIECES = List.of(
            "metrics.auc",
            "params.`a b`",
            "tags.\"x\"",
            "status",
            "and",
            "or",
            "not",
            "(",
            ")",
            "=",
            "!=",
            "<",
            ">=",
            "like",
            "in",
            "between",
            "is",
            "null",
            "nan",
            "'text'",
            "\"text\"",
            "0.5",
            "-1e3",
            ",",
            "order",
            "by",
            "limit",
            "desc",
            "'",
            "`",
            ".",
            "\u0000",
            "\uD83D",
            "metrics.",
            "1e999",
            "*",
            ";",
            "--");

    private static Filter filter(String text) {
        return SearchParser.filter(text, filter -> {});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics.rmse < 1 and params.model = 'tree'",
                "metrics.`cross-entropy-loss` <= 0.5",
                "metrics.\"f1 score\" >= 0.5 AND params.lr LIKE '0.%'",
                "params.\"model\" ILIKE 'LIN%' and metrics.acc > 0.72",
                "tags.\"mlflow.parentRunId\" = 'abc'",
                "tags.mlflow.source.type != 'NOTEBOOK'",
                "attributes.status = 'FINISHED'",
                "attribute.run_id IN ('a', 'b')",
                "run_id NOT IN ('a','b')",
                "attributes.start_time >= 1664067852747 and attributes.end_time < 1664067852748",
                "run_name LIKE '%my run%'",
                "dataset.name = 'iris' AND dataset.digest IN ('s8ds293b', 'jks834s2')",
                "datasets.context = 'train'",
                "datasets.name != 'iris' and datasets.digest LIKE 's8%' and dataset.context ILIKE 'TR%'",
                "datasets.name NOT IN ('iris', 'wine') and datasets.context IN ('train')",
                "attributes.`Run name` = 'a' and attribute.`run name` != 'b' and `Run Name` LIKE 'c'",
                "attributes.Created > 1664067852747 and created <= 1664067852747",
                "`metrics`.`auc` > 0.5 and `param`.lr = '0.1' and `tags`.\"a b\" = 'x'",
                "attributes.artifact_uri LIKE 's3://%'",
                "metrics.loss.mean < 1",
                ""
            })
    void filtersOfMlflowAreReadUnchanged(String text) {
        assertThat(FilterCompilerTest.compile(text)).isNotNull();
    }

    @Test
    void aFieldSaysItsOwnText() {
        for (Field field : List.of(
                Field.metric("auc"),
                Field.metric("auc").max(),
                Field.metric("auc.max"),
                Field.metric("auc.max").by(Aggregate.MIN_STEP),
                Field.metric("a b/c`d"),
                Field.param("Depth-2"),
                Field.tag("mlflow.user"),
                Field.tag("\u00FCber"),
                Field.attribute("status"),
                Field.dataset("name"))) {
            assertThat(SearchParser.field(field.text(), parsed -> {})).isEqualTo(field);
        }
        assertThat(Field.metric("auc").max().text()).isEqualTo("metrics.auc.max");
        assertThat(Field.attribute("status").text()).isEqualTo("attributes.status");
    }

    @Test
    void andBindsCloserThanOrAndNotCloserThanBoth() {
        Filter a = Field.metric("a").equalTo(1);
        Filter b = Field.metric("b").equalTo(2);
        Filter c = Field.metric("c").equalTo(3);
        assertThat(filter("metrics.a = 1 or metrics.b = 2 and not metrics.c = 3"))
                .isEqualTo(new Filter.Or(List.of(a, new Filter.And(List.of(b, c.negated())))));
        assertThat(filter("(metrics.a = 1 OR metrics.b = 2) AND metrics.c = 3"))
                .isEqualTo(new Filter.And(List.of(new Filter.Or(List.of(a, b)), c)));
    }

    @Test
    void aMetricMayNameItsAggregateAndAQuotedKeyHidesNone() {
        assertThat(filter("metrics.auc.max > 0.7"))
                .isEqualTo(Field.metric("auc").max().above(0.7));
        assertThat(filter("metrics.train.auc.min_step > 7"))
                .isEqualTo(Field.metric("train.auc").by(Aggregate.MIN_STEP).above(7));
        assertThat(filter("metrics.`auc.max` > 0.7"))
                .isEqualTo(Field.metric("auc.max").above(0.7));
        assertThat(filter("metrics.\"a b\".mean > 0.7"))
                .isEqualTo(Field.metric("a b").mean().above(0.7));
        assertThat(filter("metrics.max > 0.7")).isEqualTo(Field.metric("max").above(0.7));
        assertThat(filter("metrics.auc.MAX > 0.7"))
                .isEqualTo(Field.metric("auc.MAX").above(0.7));
    }

    @Test
    void valuesAreTextsNumbersAndTruthValues() {
        assertThat(filter("params.a = 'it''s'")).isEqualTo(Field.param("a").equalTo("it's"));
        assertThat(filter("params.a = -1.5e-3")).isEqualTo(Field.param("a").equalTo(-0.0015));
        assertThat(filter("params.a = 9007199254740993"))
                .isEqualTo(new Filter.Compared(Field.param("a"), Operator.EQUAL, Document.of(9_007_199_254_740_993L)));
        assertThat(filter("params.a != TRUE"))
                .isEqualTo(new Filter.Compared(Field.param("a"), Operator.NOT_EQUAL, Document.of(true)));
        assertThat(filter("metrics.a between 1 and 2 and status = 'x'"))
                .isEqualTo(new Filter.And(List.of(
                        Field.metric("a").atLeast(1).and(Field.metric("a").atMost(2)),
                        Field.attribute("status").equalTo("x"))));
    }

    @Test
    void orderAndLimitFollowTheFilter() {
        SearchParser.Parsed parsed =
                SearchParser.search("status = 'FINISHED' order by metrics.loss desc limit 20", filter -> {});
        assertThat(parsed.order()).containsExactly(Field.metric("loss").descending());
        assertThat(parsed.limit()).isEqualTo(20);
        assertThat(SearchParser.search("order by params.x", filter -> {}).order())
                .containsExactly(Field.param("x").ascending());
        assertThat(SearchParser.search("order by metrics.auc DESC, params.x ASC, start_time limit 3", filter -> {})
                        .order())
                .containsExactly(
                        Field.metric("auc").descending(),
                        Field.param("x").ascending(),
                        Field.attribute("start_time").ascending());
        assertThat(SearchParser.search("limit 3", filter -> {}).filter()).isEqualTo(Filter.everything());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "metrics.auc >            | 14 | a number, or a text in quotes",
                "metrics.auc > 'high'     | 1  | is a number",
                "status = FINISHED        | 10 | a text in quotes",
                "status = 'x' or          | 16 | a field",
                "status 'x'               | 8  | LIKE",
                "(status = 'x'            | 14 | ')'",
                "status = 'x              | 10 | no end",
                "color = 'x'              | 1  | a run has no 'color'",
                "colors.red = 'x'         | 1  | begin with metrics.",
                "status = 'x'; drop table | 13 | no place for ';'",
                "status = 'x' status      | 14 | AND, OR",
                "status = 1.2.3           | 10 | no number",
                "limit 0                  | 7  | from 1",
                "order by metrics.a, b    | 21 | has no 'b'",
                "order by status,         | 17 | a field"
            })
    void complaintsPointAtTheColumn(String text, int column, String complaint) {
        assertThatThrownBy(() -> FilterCompilerTest.compile(text))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("column " + column + ":")
                .hasMessageContaining(complaint)
                .hasMessageContaining("\n  " + " ".repeat(column - 1) + "^");
    }

    @Test
    void textsThatAreTooLongOrTooDeepAreRefused() {
        assertThatThrownBy(() -> filter("(".repeat(10_000))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> filter("not ".repeat(100) + "status = 'x'"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("deep");
        assertThatThrownBy(() -> filter(" ".repeat(20_001))).isInstanceOf(InvalidException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverTheTextItIsReadOrRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(12); piece > 0; piece--) {
                text.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextInt(4) > 0 ? " " : "");
            }
            try {
                FilterCompilerTest.compile(text.toString());
            } catch (InvalidException refused) {
                assertThat(refused.getMessage()).as("seed %s: '%s'", seed, text).isNotEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": '" + text + "'", e);
            }
        }
    }
}

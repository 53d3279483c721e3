// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mlops4j.features.Expression.call;
import static org.mlops4j.features.Expression.parse;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.lit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlops4j.error.InvalidException;

class ExpressionTextTest {

    private static final String[] PIECES = {
        "a",
        "\"a b\"",
        "1",
        "-2.5e-3",
        "'x'",
        "''''",
        "true",
        "nan",
        "-infinity",
        "(",
        ")",
        ",",
        "+",
        "-",
        "*",
        "/",
        "%",
        "=",
        "<>",
        "<",
        "<=",
        "and",
        "or",
        "not",
        "is",
        "null",
        "in",
        "between",
        "case",
        "when",
        "then",
        "else",
        "end",
        "sqrt(",
        "lookup(",
        "'",
        "\"",
        "\u0000",
        "é",
        "\ud800",
        ".",
        "1e",
        "hour(t, 'UTC')"
    };

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    @Test
    void operatorsBindAsInSql() {
        assertThat(parse("delay > 15 and coalesce(carrier, '?') = 'AA'"))
                .isEqualTo(col("delay").gt(15).and(col("carrier").orElse("?").eq("AA")));
        assertThat(parse("a + b * c - d"))
                .isEqualTo(col("a").plus(col("b").times(col("c"))).minus(col("d")));
        assertThat(parse("a OR b AND NOT c = d"))
                .isEqualTo(col("a").or(col("b").and(col("c").eq(col("d")).not())));
        assertThat(parse("-a * -2")).isEqualTo(col("a").then("negate").times(-2));
        assertThat(parse("a is not null or b not in (1, 2)"))
                .isEqualTo(col("a").isNull()
                        .not()
                        .or(col("b").then("in", lit(1), lit(2)).not()));
        assertThat(parse("a between 1 and 2 and b"))
                .isEqualTo(col("a").then("between", lit(1), lit(2)).and(col("b")));
        assertThat(parse("case when a > 1 then 'x' else 'y' end"))
                .isEqualTo(call("case", col("a").gt(1), lit("x"), lit("y")));
        assertThat(parse("(a - (b - c)) % 7"))
                .isEqualTo(col("a").minus(col("b").minus(col("c"))).then("mod", lit(7)));
        assertThat(parse("\"arrival delay\" = 'it''s'"))
                .isEqualTo(col("arrival delay").eq("it's"));
    }

    @Test
    void theTextHasNoMoreBracketsThanItNeeds() {
        assertThat(parse("((a) + (b)) * c > 1 and (not (p or q))").text())
                .isEqualTo("(a + b) * c > 1.0 and not (p or q)");
        assertThat(parse("a - (b + c) - d").text()).isEqualTo("a - (b + c) - d");
        assertThat(parse("(a = b) = (c < d)").text()).isEqualTo("(a = b) = (c < d)");
        assertThat(col("case").then("negate").text()).isEqualTo("-(\"case\")");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void parsingTheTextGivesTheExpression(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Expression expression = random(random, random.nextInt(6));
            assertThat(parse(expression.text()))
                    .as("seed %d: %s", seed, expression)
                    .isEqualTo(expression);
            assertThat(Expression.from(expression.toDocument()))
                    .as("seed %d", seed)
                    .isEqualTo(expression);
        }
    }

    /** Of any function and argument: the text knows no types. */
    private static Expression random(Random random, int depth) {
        if (depth == 0) {
            return switch (random.nextInt(6)) {
                case 0 -> col(List.of("a", "b", "a b", "not", "x:y", "hour").get(random.nextInt(6)));
                case 1 ->
                    lit(List.of("", "'", "a\nb", "\"", "\u0000\ud83d", "x''y").get(random.nextInt(6)));
                case 2 -> lit(random.nextBoolean());
                case 3 ->
                    lit(List.of(0.0, -0.0, Double.NaN, -1.0 / 0, 1 / 0.0, Double.MIN_VALUE)
                            .get(random.nextInt(6)));
                default -> lit(random.nextGaussian());
            };
        }
        List<ScalarFunction> all = List.copyOf(ScalarFunction.all());
        ScalarFunction function = all.get(random.nextInt(all.size()));
        int count = function.parameters().size() + function.repeated().size() * random.nextInt(1, 4);
        double boundary = 0;
        List<Expression> arguments = new ArrayList<>();
        for (Parameter parameter :
                function.parameters(count + random.nextInt(function.optional().size() + 1))) {
            arguments.add(
                    switch (parameter) {
                        case NUMBER_CONSTANT -> lit(boundary++);
                        case WHOLE_CONSTANT, POSITIVE_CONSTANT -> lit(random.nextInt(1, 9));
                        case TEXT_CONSTANT, PATTERN -> lit("p'");
                        case SAME_CONSTANT -> lit("k" + random.nextInt());
                        case INSTANT -> lit("2001-04-01T08:00:00Z");
                        case ZONE -> lit("America/Chicago");
                        case UNIT -> lit("quarter");
                        case ROUNDING -> lit("half_up");
                        case OVERFLOW -> lit("wrap");
                        case SIGNATURE ->
                            lit("f@3(" + String.join(", ", Collections.nCopies(count - 1, "number")) + ") -> truth");
                        default -> random(random, depth - 1);
                    });
        }
        return new Expression.Call(function.name(), arguments);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOtherTextIsRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(12); piece >= 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                Expression expression = parse(text.toString());
                assertThat(parse(expression.text()))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(expression);
            } catch (InvalidException e) {
                assertThat(e.getMessage().chars().noneMatch(Character::isISOControl))
                        .as("seed %d: %s", seed, e.getMessage())
                        .isTrue();
            }
        }
    }

    @Test
    void messagesSayWhereAndWhat() {
        assertThatThrownBy(() -> parse("delay >"))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("the end at position 8")
                .hasMessageContaining("column");
        assertThatThrownBy(() -> parse("a b"))
                .hasMessageContaining("'b' at position 3")
                .hasMessageContaining("operator");
        assertThatThrownBy(() -> parse("a = 'x")).hasMessageContaining("position 5");
        assertThatThrownBy(() -> parse("1 + root(2)"))
                .hasMessageContaining("position 5")
                .hasMessageContaining("root");
        assertThatThrownBy(() -> parse("a = b = c")).hasMessageContaining("position 7");
        assertThatThrownBy(() -> parse("a # b")).hasMessageContaining("position 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "- ", "-(", "sqrt(", "case when ", "a + (", "a in (", "a between "})
    void deepNestingIsRefused(String piece) {
        assertThatThrownBy(() -> parse(piece.repeat(9_000))).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> parse(piece.repeat(1_000_000))).isInstanceOf(InvalidException.class);
    }

    @Test
    void longChainsAreRefused() {
        assertThatThrownBy(() -> parse("a" + " + a".repeat(20_000)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("nested");
        assertThat(parse("a" + " + a".repeat(Expression.MAX_DEPTH - 1)).text()).startsWith("a + a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"negate", "not", "is_null", "sqrt"})
    void theDeepestExpressionsSurvive(String function) {
        Expression deep = col("a");
        for (int i = 1; i < Expression.MAX_DEPTH; i++) {
            deep = deep.then(function);
        }
        Expression deepest = deep;
        assertThat(parse(deepest.text())).isEqualTo(deepest);
        assertThat(Expression.from(deepest.toDocument())).isEqualTo(deepest);
        assertThatThrownBy(() -> deepest.then(function)).isInstanceOf(InvalidException.class);
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.mlops4j.features.Expression.call;
import static org.mlops4j.features.Features.col;
import static org.mlops4j.features.Features.lit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Times;
import org.mlops4j.features.Expression;
import org.mlops4j.features.Parameter;
import org.mlops4j.features.ScalarFunction;

/** Random well-typed expressions over random rows full of the values that go wrong. */
final class RandomExpressions {

    static final int VECTOR_SIZE = 3;

    static final Schema SCHEMA = Schema.of(
            Field.nullable("a", DataType.FLOAT64),
            Field.nullable("b", DataType.FLOAT64),
            Field.nullable("f", DataType.FLOAT32),
            Field.nullable("n", DataType.INT64),
            Field.nullable("p", DataType.BOOLEAN),
            Field.nullable("q", DataType.BOOLEAN),
            Field.nullable("s", DataType.STRING),
            Field.nullable("u", DataType.STRING),
            Field.nullable("t", DataType.TIMESTAMP),
            Field.nullable("w", DataType.TIMESTAMP),
            Field.nullable("v", new DataType.Vector(VECTOR_SIZE)));

    private static final double[] NUMBERS = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        1.5,
        2.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        9007199254740992.0,
        1e18,
        -1e19,
        45,
        -90,
        179.9
    };
    private static final String[] TEXTS = {
        "",
        " ",
        "AA",
        "aa",
        "a b  c",
        "\ud83d\ude00x",
        "\ud83d",
        "x\ude00",
        "İıß",
        "-12.5",
        "NaN",
        "1e400",
        "2001-02-03",
        "2001-04-01T08:00:00Z",
        "\u0000\n\t",
        "the quick brown fox",
        "αβγ",
        "aaaaaaaaaaaaaaaaaaaaaaaa"
    };
    private static final String[] ZONES = {"UTC", "America/Chicago", "Asia/Kathmandu", "-03:30", "Australia/Lord_Howe"};
    private static final String[] PATTERNS = {
        "(a+)()", "((a|b)*)c", "^(([a-z ])+)$", "(\\d)(\\d*)", "(\\w+)\\s(\\w+)", "()()", "((.))"
    };
    private static final String[] UNITS = {"second", "minute", "hour", "day", "week", "month", "quarter", "year"};
    private static final String[] ROUNDINGS = {"up", "down", "floor", "ceiling", "half_up", "half_down", "half_even"};
    private static final String[] OVERFLOWS = {"saturate", "null", "wrap"};
    private static final List<JavaFunction> JAVA = List.of(
            JavaFunction.of(
                    "mix@1(number, text, truth, time) -> number",
                    arguments -> arguments.get(2).equals(true)
                            ? arguments.get(0)
                            : (Object) arguments.get(1).toString().length()),
            JavaFunction.of(
                    "reversed@12(text) -> text",
                    arguments -> arguments.get(0).equals("")
                            ? null
                            : new StringBuilder((String) arguments.get(0))
                                    .reverse()
                                    .toString()),
            JavaFunction.of(
                    "day@2(time) -> time",
                    arguments -> ((Instant) arguments.get(0))
                                    .truncatedTo(ChronoUnit.DAYS)
                                    .isBefore(Instant.parse("1700-01-01T00:00:00Z"))
                            ? Instant.EPOCH
                            : ((Instant) arguments.get(0)).truncatedTo(ChronoUnit.DAYS)),
            JavaFunction.of("odd@1(number, number) -> truth", arguments -> ((Double) arguments.get(0)) % 2 == 1));

    static final JavaFunctions FUNCTIONS = JavaFunctions.of(JAVA.toArray(JavaFunction[]::new));

    private static final DataType[] SCALARS = {
        DataType.FLOAT64, DataType.FLOAT64, DataType.BOOLEAN, DataType.STRING, DataType.TIMESTAMP
    };

    private final Random random;

    RandomExpressions(long seed) {
        random = new Random(seed);
    }

    /** {@return a number or truth with a call of the function in it} */
    Expression around(ScalarFunction function, int depth) {
        DataType same = SCALARS[random.nextInt(SCALARS.length)];
        Expression call = callOf(function, same, depth);
        DataType type = call.type(SCHEMA);
        if (type == DataType.STRING || type == DataType.TIMESTAMP) {
            return random.nextInt(4) == 0 ? call.isNull() : call(pick("equal", "less"), call, of(type, 1));
        }
        return type instanceof DataType.Vector ? call("dot", call, call) : call;
    }

    private Expression callOf(ScalarFunction function, DataType same, int depth) {
        if (function.name().equals("java")) {
            JavaFunction java = JAVA.get(random.nextInt(JAVA.size()));
            return java.call(java.signature().takes().stream()
                    .map(parameter -> argument(parameter, same, depth - 1))
                    .toArray(Expression[]::new));
        }
        int count = function.parameters().size();
        if (!function.repeated().isEmpty()) {
            count += function.repeated().size() * (1 + random.nextInt(3));
        }
        if (function.result() == Parameter.VECTOR && function.parameters().isEmpty()) {
            count = VECTOR_SIZE;
        }
        count += random.nextInt(function.optional().size() + 1);
        List<Parameter> parameters = function.parameters(count);
        List<Expression> arguments = new ArrayList<>();
        double boundary = -3;
        for (Parameter parameter : parameters) {
            if (function.name().equals("bin") && parameter == Parameter.NUMBER_CONSTANT) {
                boundary += 0.5 + random.nextInt(3);
                arguments.add(lit(boundary));
            } else {
                arguments.add(argument(parameter, same, depth - 1));
            }
        }
        return new Expression.Call(function.name(), arguments);
    }

    private Expression argument(Parameter parameter, DataType same, int depth) {
        return switch (parameter) {
            case SAME -> of(same, depth);
            case ANY -> of(SCALARS[random.nextInt(SCALARS.length)], depth);
            case VECTOR ->
                random.nextBoolean()
                        ? col("v")
                        : call(
                                "vector",
                                of(DataType.FLOAT64, depth),
                                of(DataType.FLOAT64, depth),
                                of(DataType.FLOAT64, depth));
            case NUMBER_CONSTANT -> lit(number());
            case WHOLE_CONSTANT -> lit(random.nextInt(4));
            case TEXT_CONSTANT -> lit(pick(TEXTS));
            case SAME_CONSTANT -> constant(same);
            case INSTANT -> lit(Times.instant(nanos()).toString());
            case POSITIVE_CONSTANT -> lit(1 + random.nextInt(2));
            case PATTERN -> lit(pick(PATTERNS));
            case ZONE -> lit(pick(ZONES));
            case UNIT -> lit(pick(UNITS));
            case ROUNDING -> lit(pick(ROUNDINGS));
            case OVERFLOW -> lit(pick(OVERFLOWS));
            default -> of(parameter.findType().orElseThrow(), depth);
        };
    }

    /** {@return an expression of a type} */
    Expression of(DataType type, int depth) {
        if (depth <= 0 || random.nextInt(6) == 0) {
            return random.nextInt(4) == 0 ? constant(type) : column(type);
        }
        List<ScalarFunction> fitting = ScalarFunction.all().stream()
                .filter(function -> function.result() == Parameter.SAME
                        || function.result().findType().equals(Optional.of(type)))
                .toList();
        ScalarFunction function = fitting.get(random.nextInt(fitting.size()));
        DataType same = function.result() == Parameter.SAME ? type : SCALARS[random.nextInt(SCALARS.length)];
        return callOf(function, same, depth);
    }

    private Expression column(DataType type) {
        if (type == DataType.BOOLEAN) {
            return col(pick("p", "q"));
        } else if (type == DataType.STRING) {
            return col(pick("s", "u"));
        } else if (type == DataType.TIMESTAMP) {
            return col(pick("t", "w"));
        }
        return col(pick("a", "b", "f", "n"));
    }

    private Expression constant(DataType type) {
        if (type == DataType.BOOLEAN) {
            return lit(random.nextBoolean());
        } else if (type == DataType.STRING) {
            return lit(pick(TEXTS));
        } else if (type == DataType.TIMESTAMP) {
            return call("timestamp", lit(Times.instant(nanos()).toString()));
        }
        return lit(number());
    }

    /** {@return the values of a row of {@link #SCHEMA}} */
    @Nullable Object[] row() {
        Object[] row = new Object[SCHEMA.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = random.nextInt(5) == 0 ? null : value(SCHEMA.field(i).type());
        }
        return row;
    }

    private Object value(DataType type) {
        if (type instanceof DataType.Vector) {
            return new double[] {number(), number(), number()};
        } else if (type == DataType.BOOLEAN) {
            return random.nextBoolean();
        } else if (type == DataType.STRING) {
            return pick(TEXTS);
        } else if (type == DataType.TIMESTAMP) {
            return Times.instant(nanos());
        } else if (type == DataType.INT64) {
            return random.nextInt(4) == 0 ? random.nextLong() : (long) random.nextInt(5) - 2;
        } else if (type == DataType.FLOAT32) {
            return (float) number();
        }
        return number();
    }

    private double number() {
        return random.nextInt(3) == 0 ? random.nextGaussian() * 100 : NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private long nanos() {
        return switch (random.nextInt(6)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> RowExpression.NULL + random.nextInt(2);
            case 3 -> random.nextLong();
            case 4 -> 0;
            default -> Times.nanos(Instant.parse("2001-04-01T07:59:59Z")) + random.nextInt(2) * 1_000_000_000L;
        };
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }
}

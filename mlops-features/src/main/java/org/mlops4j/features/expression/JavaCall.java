// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.mlops4j.features.expression.RowExpression.NULL;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expression;
import org.mlops4j.features.Parameter;

/** A call of a function written in Java, by the row and by the column. */
record JavaCall(JavaFunction function) {

    RowExpression ofRow(Expression.Call call, RowCompiler compiler) {
        List<RowArgument> arguments = rowArguments(call, compiler);
        return row -> bits(result(arguments, row));
    }

    RowText textOfRow(Expression.Call call, RowCompiler compiler) {
        List<RowArgument> arguments = rowArguments(call, compiler);
        return row -> (String) result(arguments, row);
    }

    ColumnBits ofColumns(Expression.Call call, ColumnCompiler compiler) {
        List<ColumnArgument> arguments = columnArguments(call, compiler);
        return (batch, out) -> {
            @Nullable Object[] results = results(arguments, batch);
            for (int i = 0; i < batch.count(); i++) {
                out[i] = bits(results[i]);
            }
        };
    }

    ColumnText textOfColumns(Expression.Call call, ColumnCompiler compiler) {
        List<ColumnArgument> arguments = columnArguments(call, compiler);
        return (Batch batch, @Nullable String[] out) -> {
            @Nullable Object[] results = results(arguments, batch);
            for (int i = 0; i < batch.count(); i++) {
                out[i] = (String) results[i];
            }
        };
    }

    private List<RowArgument> rowArguments(Expression.Call call, RowCompiler compiler) {
        RowArgument[] arguments = new RowArgument[function.signature().takes().size()];
        Arrays.setAll(arguments, i -> {
            Expression argument = call.arguments().get(i + 1);
            Parameter type = function.signature().takes().get(i);
            if (type == Parameter.TEXT) {
                return compiler.text(argument)::text;
            }
            RowExpression bits = compiler.bits(argument);
            return (RowArgument) row -> boxed(type, bits.bits(row));
        });
        return List.of(arguments);
    }

    private List<ColumnArgument> columnArguments(Expression.Call call, ColumnCompiler compiler) {
        ColumnArgument[] arguments =
                new ColumnArgument[function.signature().takes().size()];
        Arrays.setAll(arguments, i -> {
            Expression argument = call.arguments().get(i + 1);
            Parameter type = function.signature().takes().get(i);
            if (type == Parameter.TEXT) {
                return texts(compiler.text(argument));
            }
            return numbers(type, compiler.bits(argument));
        });
        return List.of(arguments);
    }

    private static ColumnArgument texts(ColumnText texts) {
        return batch -> {
            @Nullable String[] values = new @Nullable String[Batch.SIZE];
            texts.fill(batch, values);
            return values;
        };
    }

    private static ColumnArgument numbers(Parameter type, ColumnBits bits) {
        return batch -> {
            long[] values = batch.longs();
            bits.fill(batch, values);
            @Nullable Object[] boxed = new @Nullable Object[batch.count()];
            Arrays.setAll(boxed, i -> boxed(type, values[i]));
            batch.giveBack(values);
            return boxed;
        };
    }

    private @Nullable Object result(List<RowArgument> arguments, Row row) {
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = arguments.get(i).of(row);
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        return call(values);
    }

    private @Nullable Object[] results(List<ColumnArgument> arguments, Batch batch) {
        List<@Nullable Object[]> columns =
                arguments.stream().map(argument -> argument.of(batch)).toList();
        @Nullable Object[] results = new @Nullable Object[batch.count()];
        Arrays.setAll(results, i -> {
            Object[] values = new Object[columns.size()];
            for (int argument = 0; argument < values.length; argument++) {
                Object value = columns.get(argument)[i];
                if (value == null) {
                    return null;
                }
                values[argument] = value;
            }
            return call(values);
        });
        return results;
    }

    private @Nullable Object call(Object[] values) {
        Object result;
        try {
            result = function.body().apply(List.of(values));
        } catch (RuntimeException e) {
            throw new InvalidException(
                    "the Java function " + function.signature()
                            + " failed, and must not: it has to give a value or null" + " for whatever it is given",
                    e);
        }
        if (result != null && !fits(result)) {
            throw new InvalidException("the Java function " + function.signature() + " gave a "
                    + result.getClass().getName());
        }
        return result;
    }

    private boolean fits(Object result) {
        return switch (function.signature().gives()) {
            case NUMBER -> result instanceof Number;
            case TRUTH -> result instanceof Boolean;
            case TEXT -> result instanceof String;
            default -> result instanceof Instant;
        };
    }

    private static @Nullable Object boxed(Parameter type, long bits) {
        if (bits == NULL) {
            return null;
        }
        return switch (type) {
            case TRUTH -> bits == RowExpression.TRUE;
            case TIME -> Times.instant(bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    private static long bits(@Nullable Object result) {
        if (result == null) {
            return NULL;
        } else if (result instanceof Boolean truth) {
            return Kernel.truth(truth);
        } else if (result instanceof Instant time) {
            return Kernels.time(Times.nanos(time));
        }
        return Double.doubleToLongBits(((Number) result).doubleValue());
    }

    /** An argument of a row. */
    private interface RowArgument {

        @Nullable Object of(Row row);
    }

    /** An argument of a batch of rows. */
    private interface ColumnArgument {

        @Nullable Object[] of(Batch batch);
    }
}

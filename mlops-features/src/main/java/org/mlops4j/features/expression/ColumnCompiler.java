// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.mlops4j.features.expression.RowExpression.NULL;
import static org.mlops4j.features.expression.RowExpression.TRUE;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Schema;
import org.mlops4j.features.Expression;
import org.mlops4j.features.JavaSignature;

/** Turns the tree of a definition into a tree of evaluators of columns. The types are checked before. */
final class ColumnCompiler {

    private final Schema schema;
    private final JavaFunctions functions;
    private final RowCompiler rows;

    ColumnCompiler(Schema schema, JavaFunctions functions) {
        this.schema = schema;
        this.functions = functions;
        rows = new RowCompiler(schema, functions);
    }

    /** {@return an evaluator of a number, truth or time} */
    ColumnBits bits(Expression expression) {
        Long constant = Kernels.constantBits(expression);
        if (constant != null) {
            long bits = constant;
            return (batch, out) -> Arrays.fill(out, 0, batch.count(), bits);
        } else if (expression instanceof Expression.Column column) {
            return ColumnReads.bits(schema.index(column.name()));
        }
        Expression.Call call = (Expression.Call) expression;
        ColumnBits evaluator = call(call);
        int text = ColumnWords.onlyText(call, schema);
        return text < 0 ? evaluator : new ColumnWords(schema, text, rows.bits(call), evaluator);
    }

    /** {@return an evaluator of a number or truth that keeps nulls apart} */
    private ColumnNumbers numbers(Expression expression) {
        Long constant = Kernels.constantBits(expression);
        if (constant != null) {
            double number = Double.longBitsToDouble(constant);
            return (batch, out, nulls) -> {
                Arrays.fill(out, 0, batch.count(), number);
                Arrays.fill(nulls, 0, batch.count(), (byte) 0);
            };
        } else if (expression instanceof Expression.Column column) {
            return ColumnReads.numbers(schema.index(column.name()));
        }
        Expression.Call call = (Expression.Call) expression;
        ColumnNumbers looped = looped(call);
        return looped == null ? ColumnNumbers.of(bits(call)) : looped;
    }

    private @Nullable ColumnNumbers looped(Expression.Call call) {
        DataType first = call.arguments().get(0).type(schema);
        ColumnLoops.Loop loop = ColumnLoops.find(call.function(), first);
        if (loop != null) {
            return ColumnNumbers.of(
                    loop,
                    numbers(call.arguments().get(0)),
                    numbers(call.arguments().get(1)));
        }
        return switch (call.function()) {
            case "and" ->
                ColumnNumbers.logic(
                        0,
                        numbers(call.arguments().get(0)),
                        numbers(call.arguments().get(1)));
            case "or" ->
                ColumnNumbers.logic(
                        1,
                        numbers(call.arguments().get(0)),
                        numbers(call.arguments().get(1)));
            case "is_null" ->
                first == DataType.STRING
                        ? null
                        : ColumnNumbers.isNull(numbers(call.arguments().get(0)));
            case "between" -> between(call, first);
            default -> null;
        };
    }

    /** Of a column, which costs little to be read twice; both comparisons are 1 or 0, so their product is both. */
    private @Nullable ColumnNumbers between(Expression.Call call, DataType first) {
        ColumnLoops.Loop atLeast = ColumnLoops.find("at_least", first);
        ColumnLoops.Loop atMost = ColumnLoops.find("at_most", first);
        ColumnLoops.Loop both = ColumnLoops.find("multiply", first);
        if (atLeast == null
                || atMost == null
                || both == null
                || !(call.arguments().get(0) instanceof Expression.Column)) {
            return null;
        }
        ColumnNumbers column = numbers(call.arguments().get(0));
        return ColumnNumbers.of(
                both,
                ColumnNumbers.of(atLeast, column, numbers(call.arguments().get(1))),
                ColumnNumbers.of(atMost, column, numbers(call.arguments().get(2))));
    }

    private ColumnBits call(Expression.Call call) {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case "is_null" ->
                arguments.get(0).type(schema) == DataType.STRING ? isNull(text(arguments.get(0))) : apply(call);
            case "coalesce" -> coalesce(arguments.stream().map(this::bits).toList());
            case "case" -> choice(arguments);
            case "dot" -> ColumnVectors.dot(vector(arguments.get(0)), vector(arguments.get(1)), size(arguments.get(0)));
            case "cosine" ->
                ColumnVectors.cosine(vector(arguments.get(0)), vector(arguments.get(1)), size(arguments.get(0)));
            case "norm" -> ColumnVectors.norm(vector(arguments.get(0)), size(arguments.get(0)));
            case "java" -> new JavaCall(functions.require(JavaSignature.of(call))).ofColumns(call, this);
            case "element" -> ColumnVectors.element(vector(arguments.get(0)), (int) Kernels.number(call, 1) - 1);
            default -> apply(call);
        };
    }

    private ColumnBits apply(Expression.Call call) {
        DataType first = call.arguments().get(0).type(schema);
        List<Expression> operands = Kernels.operands(call);
        ColumnNumbers looped = looped(call);
        if (looped != null) {
            return looped.toBits();
        }
        Kernel kernel = Kernels.of(call, first);
        if (kernel instanceof Kernel.Text1 || kernel instanceof Kernel.Text2 || kernel instanceof Kernel.Text3) {
            return ColumnKernels.ofTexts(
                    kernel, operands.stream().map(this::text).toList());
        }
        return ColumnKernels.ofBits(kernel, operands.stream().map(this::bits).toList());
    }

    /** {@return an evaluator of a text} */
    ColumnText text(Expression expression) {
        if (expression instanceof Expression.Text text) {
            return (batch, out) -> Arrays.fill(out, 0, batch.count(), text.value());
        } else if (expression instanceof Expression.Column column) {
            return ColumnReads.texts(schema.index(column.name()));
        }
        Expression.Call call = (Expression.Call) expression;
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case "coalesce" -> coalesceTexts(arguments.stream().map(this::text).toList());
            case "case" -> textChoice(arguments);
            case "to_text" -> {
                int whole = Kernels.wholeColumn(arguments.get(0), schema);
                yield whole < 0 ? applyText(call) : ColumnReads.wholes(whole);
            }
            case "java" -> new JavaCall(functions.require(JavaSignature.of(call))).textOfColumns(call, this);
            default -> applyText(call);
        };
    }

    private ColumnText applyText(Expression.Call call) {
        Kernel kernel = Kernels.of(call, call.arguments().get(0).type(schema));
        List<Expression> operands = Kernels.operands(call);
        return kernel instanceof Kernel.TextOfBits1 || kernel instanceof Kernel.TextOfBits2
                ? ColumnKernels.textOfBits(
                        kernel, operands.stream().map(this::bits).toList())
                : ColumnKernels.textOfTexts(
                        kernel, operands.stream().map(this::text).toList());
    }

    /** {@return an evaluator of a vector} */
    ColumnVector vector(Expression expression) {
        if (expression instanceof Expression.Column column) {
            return new ColumnVectors.OfColumn(schema.index(column.name()));
        }
        Expression.Call call = (Expression.Call) expression;
        if (call.function().equals("slice")) {
            return new ColumnVectors.Slice(vector(call.arguments().get(0)), (int) Kernels.number(call, 1) - 1);
        }
        return new ColumnVectors.OfNumbers(
                call.arguments().stream().map(this::bits).toList());
    }

    private int size(Expression vector) {
        return ((DataType.Vector) vector.type(schema)).size();
    }

    private static ColumnBits isNull(ColumnText text) {
        return (batch, out) -> {
            @Nullable String[] texts = batch.texts();
            text.fill(batch, texts);
            for (int i = 0; i < batch.count(); i++) {
                out[i] = Kernel.truth(texts[i] == null);
            }
            batch.giveBack(texts);
        };
    }

    private static ColumnBits coalesce(List<ColumnBits> arguments) {
        return (batch, out) -> {
            arguments.get(0).fill(batch, out);
            long[] next = batch.longs();
            for (ColumnBits argument : arguments.subList(1, arguments.size())) {
                argument.fill(batch, next);
                for (int i = 0; i < batch.count(); i++) {
                    out[i] = out[i] == NULL ? next[i] : out[i];
                }
            }
            batch.giveBack(next);
        };
    }

    private static ColumnText coalesceTexts(List<ColumnText> arguments) {
        return (Batch batch, @Nullable String[] out) -> {
            arguments.get(0).fill(batch, out);
            @Nullable String[] next = batch.texts();
            for (ColumnText argument : arguments.subList(1, arguments.size())) {
                argument.fill(batch, next);
                for (int i = 0; i < batch.count(); i++) {
                    out[i] = out[i] == null ? next[i] : out[i];
                }
            }
            batch.giveBack(next);
        };
    }

    /** The values are laid over each other from the last to the first, so that the first that holds is on top. */
    private ColumnBits choice(List<Expression> arguments) {
        int pairs = arguments.size() / 2;
        List<ColumnBits> parts = arguments.stream().map(this::bits).toList();
        return (batch, out) -> {
            if (parts.size() > 2 * pairs) {
                parts.get(2 * pairs).fill(batch, out);
            } else {
                Arrays.fill(out, 0, batch.count(), NULL);
            }
            long[] condition = batch.longs();
            long[] value = batch.longs();
            for (int pair = pairs - 1; pair >= 0; pair--) {
                parts.get(2 * pair).fill(batch, condition);
                parts.get(2 * pair + 1).fill(batch, value);
                for (int i = 0; i < batch.count(); i++) {
                    out[i] = condition[i] == TRUE ? value[i] : out[i];
                }
            }
            batch.giveBack(condition);
            batch.giveBack(value);
        };
    }

    private ColumnText textChoice(List<Expression> arguments) {
        int pairs = arguments.size() / 2;
        List<ColumnBits> conditions = IntStream.range(0, pairs)
                .mapToObj(pair -> bits(arguments.get(2 * pair)))
                .toList();
        List<ColumnText> values =
                Kernels.caseValues(arguments).stream().map(this::text).toList();
        return (Batch batch, @Nullable String[] out) -> {
            if (values.size() > pairs) {
                values.get(pairs).fill(batch, out);
            } else {
                Arrays.fill(out, 0, batch.count(), null);
            }
            long[] condition = batch.longs();
            @Nullable String[] value = batch.texts();
            for (int pair = pairs - 1; pair >= 0; pair--) {
                conditions.get(pair).fill(batch, condition);
                values.get(pair).fill(batch, value);
                for (int i = 0; i < batch.count(); i++) {
                    out[i] = condition[i] == TRUE ? value[i] : out[i];
                }
            }
            batch.giveBack(condition);
            batch.giveBack(value);
        };
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.expression;

import static org.mlops4j.features.expression.RowExpression.FALSE;
import static org.mlops4j.features.expression.RowExpression.NULL;
import static org.mlops4j.features.expression.RowExpression.TRUE;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;
import org.mlops4j.data.Schema;
import org.mlops4j.features.Expression;
import org.mlops4j.features.JavaSignature;

/** Turns the tree of a definition into a tree of evaluators of rows. The types are checked before. */
final class RowCompiler {

    private final Schema schema;
    private final JavaFunctions functions;

    RowCompiler(Schema schema, JavaFunctions functions) {
        this.schema = schema;
        this.functions = functions;
    }

    /** {@return an evaluator of a number, truth or time} */
    RowExpression bits(Expression expression) {
        Long constant = Kernels.constantBits(expression);
        if (constant != null) {
            long bits = constant;
            return row -> bits;
        } else if (expression instanceof Expression.Column column) {
            return column(schema.index(column.name()));
        }
        Expression.Call call = (Expression.Call) expression;
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case "is_null" -> isNull(arguments.get(0));
            case "coalesce" -> coalesce(arguments.stream().map(this::bits).toArray(RowExpression[]::new));
            case "case" -> {
                RowCase choice = new RowCase(arguments, this);
                RowExpression[] values =
                        Kernels.caseValues(arguments).stream().map(this::bits).toArray(RowExpression[]::new);
                yield row -> {
                    int chosen = choice.chosen(row);
                    return chosen < values.length ? values[chosen].bits(row) : NULL;
                };
            }
            case "dot" -> RowVectors.dot(vector(arguments.get(0)), vector(arguments.get(1)), size(arguments.get(0)));
            case "cosine" ->
                RowVectors.cosine(vector(arguments.get(0)), vector(arguments.get(1)), size(arguments.get(0)));
            case "norm" -> RowVectors.norm(vector(arguments.get(0)), size(arguments.get(0)));
            case "java" -> new JavaCall(functions.require(JavaSignature.of(call))).ofRow(call, this);
            case "element" -> RowVectors.element(vector(arguments.get(0)), (int) Kernels.number(call, 1) - 1);
            default -> apply(Kernels.of(call, arguments.get(0).type(schema)), Kernels.operands(call));
        };
    }

    /** {@return an evaluator of a text} */
    RowText text(Expression expression) {
        if (expression instanceof Expression.Text text) {
            return row -> text.value();
        } else if (expression instanceof Expression.Column column) {
            int field = schema.index(column.name());
            return row -> row.text(field);
        }
        Expression.Call call = (Expression.Call) expression;
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case "coalesce" -> coalesce(arguments.stream().map(this::text).toArray(RowText[]::new));
            case "case" -> {
                RowCase choice = new RowCase(arguments, this);
                RowText[] values =
                        Kernels.caseValues(arguments).stream().map(this::text).toArray(RowText[]::new);
                yield row -> {
                    int chosen = choice.chosen(row);
                    return chosen < values.length ? values[chosen].text(row) : null;
                };
            }
            case "to_text" -> {
                int whole = Kernels.wholeColumn(arguments.get(0), schema);
                yield whole < 0
                        ? applyText(Kernels.of(call, arguments.get(0).type(schema)), arguments)
                        : row -> row.isNull(whole) ? null : Long.toString(row.whole(whole));
            }
            case "java" -> new JavaCall(functions.require(JavaSignature.of(call))).textOfRow(call, this);
            default -> applyText(Kernels.of(call, arguments.get(0).type(schema)), Kernels.operands(call));
        };
    }

    /** {@return an evaluator of a vector} */
    RowVector vector(Expression expression) {
        if (expression instanceof Expression.Column column) {
            return new RowVectors.OfColumn(schema.index(column.name()));
        }
        Expression.Call call = (Expression.Call) expression;
        if (call.function().equals("slice")) {
            return new RowVectors.Slice(vector(call.arguments().get(0)), (int) Kernels.number(call, 1) - 1);
        }
        List<Expression> numbers = call.arguments();
        return numbers.stream().allMatch(Expression.Constant.class::isInstance)
                ? new RowVectors.OfConstants(numbers.stream()
                        .mapToDouble(number -> ((Expression.Constant) number).value())
                        .toArray())
                : new RowVectors.OfNumbers(numbers.stream().map(this::bits).toArray(RowExpression[]::new));
    }

    private int size(Expression vector) {
        return ((DataType.Vector) vector.type(schema)).size();
    }

    private RowExpression column(int field) {
        if (schema.field(field).type() == DataType.TIMESTAMP) {
            return row -> row.isNull(field) ? NULL : Kernels.time(row.whole(field));
        }
        return row -> row.isNull(field) ? NULL : Double.doubleToLongBits(row.number(field));
    }

    private RowExpression isNull(Expression argument) {
        if (argument.type(schema) == DataType.STRING) {
            RowText text = text(argument);
            return row -> text.text(row) == null ? TRUE : FALSE;
        }
        RowExpression operand = bits(argument);
        return row -> operand.bits(row) == NULL ? TRUE : FALSE;
    }

    private static RowExpression coalesce(RowExpression[] arguments) {
        return row -> {
            for (RowExpression argument : arguments) {
                long bits = argument.bits(row);
                if (bits != NULL) {
                    return bits;
                }
            }
            return NULL;
        };
    }

    private static RowText coalesce(RowText[] arguments) {
        return row -> {
            for (RowText argument : arguments) {
                String text = argument.text(row);
                if (text != null) {
                    return text;
                }
            }
            return null;
        };
    }

    private RowExpression apply(Kernel kernel, List<Expression> operands) {
        if (kernel instanceof Kernel.Bits1 one) {
            return one(one, bits(operands.get(0)));
        } else if (kernel instanceof Kernel.Bits2 two) {
            RowExpression joined = bits(operands.get(0));
            for (Expression next : operands.subList(1, operands.size())) {
                joined = two(two, joined, bits(next));
            }
            return joined;
        } else if (kernel instanceof Kernel.Own own) {
            RowExpression a = bits(operands.get(0));
            RowExpression b = bits(operands.get(1));
            return row -> own.of(a.bits(row), b.bits(row));
        } else if (kernel instanceof Kernel.Bits3 three) {
            return three(three, bits(operands.get(0)), bits(operands.get(1)), bits(operands.get(2)));
        } else if (kernel instanceof Kernel.Bits4 four) {
            return four(four, operands.stream().map(this::bits).toArray(RowExpression[]::new));
        }
        return applyToTexts(kernel, operands.stream().map(this::text).toArray(RowText[]::new));
    }

    private static RowExpression one(Kernel.Bits1 kernel, RowExpression a) {
        return row -> {
            long x = a.bits(row);
            return x == NULL ? NULL : kernel.of(x);
        };
    }

    private static RowExpression two(Kernel.Bits2 kernel, RowExpression a, RowExpression b) {
        return row -> {
            long x = a.bits(row);
            long y = b.bits(row);
            return x == NULL || y == NULL ? NULL : kernel.of(x, y);
        };
    }

    private static RowExpression three(Kernel.Bits3 kernel, RowExpression a, RowExpression b, RowExpression c) {
        return row -> {
            long x = a.bits(row);
            long y = b.bits(row);
            long z = c.bits(row);
            return x == NULL || y == NULL || z == NULL ? NULL : kernel.of(x, y, z);
        };
    }

    private static RowExpression four(Kernel.Bits4 kernel, RowExpression[] of) {
        return row -> {
            long x = of[0].bits(row);
            long y = of[1].bits(row);
            long z = of[2].bits(row);
            long w = of[3].bits(row);
            return x == NULL || y == NULL || z == NULL || w == NULL ? NULL : kernel.of(x, y, z, w);
        };
    }

    private static RowExpression applyToTexts(Kernel kernel, RowText[] of) {
        if (kernel instanceof Kernel.Text1 one) {
            return row -> {
                String x = of[0].text(row);
                return x == null ? NULL : one.of(x);
            };
        } else if (kernel instanceof Kernel.Text2 two) {
            return row -> {
                String x = of[0].text(row);
                String y = of[1].text(row);
                return x == null || y == null ? NULL : two.of(x, y);
            };
        } else if (kernel instanceof Kernel.Text3 three) {
            return row -> {
                String x = of[0].text(row);
                String y = of[1].text(row);
                String z = of[2].text(row);
                return x == null || y == null || z == null ? NULL : three.of(x, y, z);
            };
        }
        throw new IllegalStateException("a kernel does not give what the catalogue says");
    }

    private RowText applyText(Kernel kernel, List<Expression> operands) {
        if (kernel instanceof Kernel.TextOfBits1 one) {
            RowExpression a = bits(operands.get(0));
            return row -> {
                long x = a.bits(row);
                return x == NULL ? null : one.of(x);
            };
        } else if (kernel instanceof Kernel.TextOfBits2 two) {
            RowExpression a = bits(operands.get(0));
            RowExpression b = bits(operands.get(1));
            return row -> {
                long x = a.bits(row);
                long y = b.bits(row);
                return x == NULL || y == NULL ? null : two.of(x, y);
            };
        } else if (kernel instanceof Kernel.OwnText own) {
            RowText a = text(operands.get(0));
            RowText b = text(operands.get(1));
            return row -> own.of(a.text(row), b.text(row));
        } else if (kernel instanceof Kernel.TextOfText1 one) {
            RowText a = text(operands.get(0));
            return row -> map(one, a.text(row));
        } else if (kernel instanceof Kernel.TextOfText2 two) {
            RowText joined = text(operands.get(0));
            for (Expression next : operands.subList(1, operands.size())) {
                RowText before = joined;
                RowText after = text(next);
                joined = row -> map(two, before.text(row), after.text(row));
            }
            return joined;
        }
        throw new IllegalStateException("a kernel does not give what the catalogue says");
    }

    private static @Nullable String map(Kernel.TextOfText1 kernel, @Nullable String a) {
        return a == null ? null : kernel.of(a);
    }

    private static @Nullable String map(Kernel.TextOfText2 kernel, @Nullable String a, @Nullable String b) {
        return a == null || b == null ? null : kernel.of(a, b);
    }

    /** The conditions of a case, which choose one of its values. */
    private static final class RowCase {

        private final RowExpression[] conditions;

        RowCase(List<Expression> arguments, RowCompiler compiler) {
            conditions = new RowExpression[arguments.size() / 2];
            for (int i = 0; i < conditions.length; i++) {
                conditions[i] = compiler.bits(arguments.get(2 * i));
            }
        }

        /** {@return the index of the value whose condition is the first to be true} */
        int chosen(Row row) {
            for (int i = 0; i < conditions.length; i++) {
                if (conditions[i].bits(row) == TRUE) {
                    return i;
                }
            }
            return conditions.length;
        }
    }
}

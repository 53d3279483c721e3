// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Row;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expression;
import org.mlops4j.features.ScalarFunction;

/**
 * The worth of a row as an expression of {@code output}, {@code label} and columns. Values are {@link Double},
 * {@link Boolean}, {@link String} or null, with the meaning that the catalogue of {@link ScalarFunction} gives to each
 * function; those that a worth can be made of are known here: arithmetic, comparison, logic and choice.
 */
record Formula(Expression expression) implements RowValue {

    private static final String OUTPUT = "output";
    private static final String LABEL = "label";

    private static final Map<String, DoubleUnaryOperator> OF_ONE = Map.of(
            "negate", a -> -a,
            "abs", Math::abs,
            "floor", Math::floor,
            "ceil", Math::ceil,
            "sqrt", Math::sqrt,
            "exp", StrictMath::exp,
            "log", StrictMath::log,
            "log1p", StrictMath::log1p);

    private static final Map<String, DoubleBinaryOperator> OF_TWO = Map.of(
            "add", Double::sum,
            "subtract", (a, b) -> a - b,
            "multiply", (a, b) -> a * b,
            "divide", (a, b) -> a / b,
            "mod", (a, b) -> a % b,
            "pow", StrictMath::pow);

    private static final Map<String, DoubleBinaryOperator> OF_MANY = Map.of("least", Math::min, "greatest", Math::max);

    /** By what the order of two values is: negative, zero or positive. */
    private static final Map<String, IntPredicate> COMPARISONS = Map.of(
            "equal", order -> order == 0,
            "less", order -> order < 0,
            "at_most", order -> order <= 0,
            "greater", order -> order > 0,
            "at_least", order -> order >= 0);

    private static final List<String> OTHERS =
            List.of("not_equal", "between", "in", "and", "or", "not", "is_null", "coalesce", "case", "to_number");

    Formula {
        requireKnown(expression);
    }

    @Override
    public double of(double output, double label, Row input) {
        Object worth = new Evaluation(output, label, input).value(expression);
        return worth == null ? Double.NaN : number(worth);
    }

    private static void requireKnown(Expression expression) {
        if (expression instanceof Expression.Call call) {
            String name = call.function();
            ScalarFunction.require(name).parameters(call.arguments().size());
            TreeSet<String> known = new TreeSet<>(OTHERS);
            List.of(OF_ONE, OF_TWO, OF_MANY, COMPARISONS).forEach(functions -> known.addAll(functions.keySet()));
            if (!known.contains(name)) {
                throw new InvalidException("a metric of the business cannot use the function '" + name + "'; there are "
                        + String.join(", ", known) + "; make a feature of it, or give the metric as code");
            }
            call.arguments().forEach(Formula::requireKnown);
        }
    }

    private static double number(Object value) {
        if (value instanceof Double number) {
            return number;
        }
        throw new InvalidException("a metric of the business needs a number here, got " + shown(value));
    }

    private static boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new InvalidException("a metric of the business needs a truth value here, got " + shown(value));
    }

    private static String shown(Object value) {
        return value instanceof String text ? "the text '" + text + "'" : value.toString();
    }

    /** One row under way. */
    private record Evaluation(double output, double label, Row input) {

        @Nullable Object value(Expression expression) {
            if (expression instanceof Expression.Constant constant) {
                return constant.value();
            } else if (expression instanceof Expression.Truth truth) {
                return truth.value();
            } else if (expression instanceof Expression.Text text) {
                return text.value();
            } else if (expression instanceof Expression.Column column) {
                return column(column.name());
            }
            Expression.Call call = (Expression.Call) expression;
            return switch (call.function()) {
                case "and" -> decided(call, false);
                case "or" -> decided(call, true);
                case "is_null" -> value(call.arguments().get(0)) == null;
                case "coalesce" -> first(call.arguments());
                case "case" -> choice(call.arguments());
                default -> strict(call);
            };
        }

        private @Nullable Object column(String name) {
            if (name.equals(OUTPUT)) {
                return output;
            } else if (name.equals(LABEL)) {
                return label;
            }
            int field = input.schema().index(name);
            DataType type = input.schema().field(field).type();
            if (input.isNull(field)) {
                return null;
            } else if (type == DataType.STRING) {
                return input.text(field);
            }
            double number = input.number(field);
            return type == DataType.BOOLEAN ? (Object) (number == 1) : (Object) number;
        }

        /** {@return what one side decides alone, else null if one is unknown} */
        private @Nullable Object decided(Expression.Call call, boolean alone) {
            Object first = value(call.arguments().get(0));
            Object second = value(call.arguments().get(1));
            if ((first != null && truth(first) == alone) || (second != null && truth(second) == alone)) {
                return alone;
            }
            return (first == null || second == null) ? null : !alone;
        }

        private @Nullable Object first(List<Expression> arguments) {
            Object found = null;
            for (int i = 0; found == null && i < arguments.size(); i++) {
                found = value(arguments.get(i));
            }
            return found;
        }

        private @Nullable Object choice(List<Expression> arguments) {
            for (int i = 0; i + 1 < arguments.size(); i += 2) {
                Object condition = value(arguments.get(i));
                if (condition != null && truth(condition)) {
                    return value(arguments.get(i + 1));
                }
            }
            return arguments.size() % 2 == 0 ? null : value(arguments.get(arguments.size() - 1));
        }

        private @Nullable Object strict(Expression.Call call) {
            Object[] values = new Object[call.arguments().size()];
            for (int i = 0; i < values.length; i++) {
                Object value = value(call.arguments().get(i));
                if (value == null) {
                    return null;
                }
                values[i] = value;
            }
            return applied(call.function(), values);
        }

        private static Object applied(String function, Object[] values) {
            DoubleUnaryOperator ofOne = OF_ONE.get(function);
            DoubleBinaryOperator ofTwo = OF_TWO.get(function);
            DoubleBinaryOperator ofMany = OF_MANY.get(function);
            if (ofOne != null) {
                return ofOne.applyAsDouble(number(values[0]));
            } else if (ofTwo != null) {
                return ofTwo.applyAsDouble(number(values[0]), number(values[1]));
            } else if (ofMany != null) {
                double result = number(values[0]);
                for (Object value : values) {
                    result = ofMany.applyAsDouble(result, number(value));
                }
                return result;
            }
            return switch (function) {
                case "not" -> !truth(values[0]);
                case "to_number" -> truth(values[0]) ? 1.0 : 0.0;
                case "not_equal" -> !compared("equal", values[0], values[1]);
                case "between" ->
                    compared("at_least", values[0], values[1]) && compared("at_most", values[0], values[2]);
                case "in" -> isIn(values);
                default -> compared(function, values[0], values[1]);
            };
        }

        private static boolean isIn(Object[] values) {
            for (int i = 1; i < values.length; i++) {
                if (compared("equal", values[0], values[i])) {
                    return true;
                }
            }
            return false;
        }

        private static boolean compared(String function, Object first, Object second) {
            if (!first.getClass().equals(second.getClass())) {
                throw new InvalidException(
                        "a metric of the business cannot compare " + shown(first) + " with " + shown(second));
            }
            int order;
            if (first instanceof Double a) {
                double b = number(second);
                if (Double.isNaN(a) || Double.isNaN(b)) {
                    return false;
                }
                order = a < b ? -1 : a > b ? 1 : 0;
            } else if (first instanceof Boolean a) {
                order = Boolean.compare(a, truth(second));
            } else {
                order = ((String) first).compareTo((String) second);
            }
            return requireNonNull(COMPARISONS.get(function), function).test(order);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;

/** The rules of types of expressions. */
final class ExpressionTypes {

    private static final Set<String> UNITS =
            new TreeSet<>(List.of("second", "minute", "hour", "day", "week", "month", "quarter", "year"));
    private static final Set<String> ROUNDINGS =
            new TreeSet<>(List.of("up", "down", "floor", "ceiling", "half_up", "half_down", "half_even"));
    private static final Set<String> OVERFLOWS = new TreeSet<>(List.of("saturate", "null", "wrap"));

    private ExpressionTypes() {}

    /** Refuses what is wrong whatever the schema will be. */
    static void checkCall(ScalarFunction function, List<Expression> arguments) {
        List<Parameter> parameters = function.parameters(arguments.size());
        for (int i = 0; i < parameters.size(); i++) {
            Expression argument = arguments.get(i);
            if (parameters.get(i).isConstant() && !fits(parameters.get(i), argument)) {
                throw new InvalidException("function " + function.signature() + " needs as argument " + (i + 1) + " a "
                        + parameters.get(i).text() + ", not " + ExpressionText.shown(argument));
            }
            if (depth(argument) >= Expression.MAX_DEPTH) {
                throw new InvalidException("an expression is nested deeper than " + Expression.MAX_DEPTH + " levels at "
                        + function.name());
            }
        }
        if (function.name().equals("bin")) {
            checkIncreasing(arguments);
        } else if (function.name().equals(JavaSignature.FUNCTION)) {
            checkJava(arguments);
        }
    }

    private static void checkJava(List<Expression> arguments) {
        JavaSignature signature = JavaSignature.parse(((Expression.Text) arguments.get(0)).value());
        if (signature.takes().size() != arguments.size() - 1) {
            throw new InvalidException(
                    "the Java function " + signature + " does not take " + (arguments.size() - 1) + " arguments");
        }
    }

    private static int depth(Expression expression) {
        int deepest = 0;
        if (expression instanceof Expression.Call call) {
            for (Expression argument : call.arguments()) {
                deepest = Math.max(deepest, depth(argument));
            }
        }
        return deepest + 1;
    }

    private static void checkIncreasing(List<Expression> arguments) {
        for (int i = 2; i < arguments.size(); i++) {
            double before = ((Expression.Constant) arguments.get(i - 1)).value();
            double boundary = ((Expression.Constant) arguments.get(i)).value();
            if (!(before < boundary)) {
                throw new InvalidException(
                        "the boundaries of bin must increase, but " + boundary + " follows " + before);
            }
        }
    }

    private static boolean fits(Parameter parameter, Expression argument) {
        if (parameter == Parameter.SAME_CONSTANT) {
            return !(argument instanceof Expression.Column)
                    && !(argument instanceof Expression.Call call
                            && !call.function().equals("timestamp"));
        } else if (argument instanceof Expression.Constant number) {
            boolean whole = number.value() == (int) number.value();
            return parameter == Parameter.NUMBER_CONSTANT
                    || (parameter == Parameter.WHOLE_CONSTANT && whole)
                    || (parameter == Parameter.POSITIVE_CONSTANT && whole && number.value() > 0);
        } else if (argument instanceof Expression.Text text) {
            return switch (parameter) {
                case TEXT_CONSTANT, PATTERN -> true;
                case INSTANT -> isInstant(text.value());
                case ZONE -> isZone(text.value());
                case UNIT -> UNITS.contains(text.value());
                case ROUNDING -> ROUNDINGS.contains(text.value());
                case OVERFLOW -> OVERFLOWS.contains(text.value());
                case SIGNATURE -> JavaSignature.isSignature(text.value());
                default -> false;
            };
        }
        return false;
    }

    private static boolean isInstant(String text) {
        try {
            Times.nanos(Instant.parse(text));
            return true;
        } catch (DateTimeException | InvalidException e) {
            return false;
        }
    }

    private static boolean isZone(String text) {
        try {
            ZoneId.of(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    static DataType type(Expression expression, Schema schema) {
        if (expression instanceof Expression.Column column) {
            return typeOfColumn(column.name(), schema);
        } else if (expression instanceof Expression.Call call) {
            return typeOfCall(call, schema);
        }
        return typeOfConstant(expression);
    }

    private static DataType typeOfConstant(Expression constant) {
        if (constant instanceof Expression.Constant) {
            return DataType.FLOAT64;
        }
        return constant instanceof Expression.Text ? DataType.STRING : DataType.BOOLEAN;
    }

    private static DataType typeOfColumn(String name, Schema schema) {
        DataType type = schema.find(name)
                .orElseThrow(() -> new InvalidException("an expression reads column '" + name
                        + "', which is not there; the columns are " + String.join(", ", schema.names())))
                .type();
        return type == DataType.INT64 || type == DataType.FLOAT32 ? DataType.FLOAT64 : type;
    }

    private static DataType typeOfCall(Expression.Call call, Schema schema) {
        ScalarFunction function = ScalarFunction.require(call.function());
        List<Parameter> parameters = function.parameters(call.arguments().size());
        DataType same = null;
        DataType vector = null;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            DataType type = call.arguments().get(i).type(schema);
            switch (parameter) {
                case ANY -> {
                    Parameter wanted = asked(call, parameter, i);
                    require(wanted, type.equals(wanted.findType().orElse(type)), call, i, type);
                    require(wanted, !(type instanceof DataType.Vector), call, i, type);
                }
                case SAME, SAME_CONSTANT -> {
                    require(parameter, !(type instanceof DataType.Vector), call, i, type);
                    requireSame(same, call, i, type);
                    same = type;
                }
                case VECTOR -> {
                    require(parameter, type instanceof DataType.Vector, call, i, type);
                    requireSame(vector, call, i, type);
                    vector = type;
                }
                default -> require(parameter, type.equals(parameter.findType().orElse(type)), call, i, type);
            }
        }
        if (vector instanceof DataType.Vector known) {
            checkComponents(call, known.size());
        }
        return result(call, function, same);
    }

    /** {@return what an argument has to be, of a Java function what its signature says} */
    static Parameter asked(Expression.Call call, Parameter parameter, int index) {
        return call.function().equals(JavaSignature.FUNCTION) && parameter == Parameter.ANY
                ? JavaSignature.of(call).takes().get(index - 1)
                : parameter;
    }

    /** The components that are asked for by their positions must be there. */
    private static void checkComponents(Expression.Call call, int size) {
        int last = switch (call.function()) {
            case "element" -> whole(call, 1);
            case "slice" -> whole(call, 1) - 1 + whole(call, 2);
            default -> size;
        };
        if (last < 1 || last > size) {
            throw new InvalidException(
                    ExpressionText.shown(call) + " reads beyond the last of the " + size + " components of the vector");
        }
    }

    private static int whole(Expression.Call call, int index) {
        return (int) ((Expression.Constant) call.arguments().get(index)).value();
    }

    private static DataType result(Expression.Call call, ScalarFunction function, @Nullable DataType same) {
        if (function.result() == Parameter.VECTOR) {
            return new DataType.Vector(sizeOf(call));
        } else if (function.name().equals(JavaSignature.FUNCTION)) {
            return JavaSignature.of(call).gives().findType().orElseThrow();
        }
        Optional<DataType> type = function.result().findType();
        return type.isPresent() || same == null ? type.orElseThrow() : same;
    }

    /** {@return the number of components of a call that gives a vector} */
    private static int sizeOf(Expression.Call call) {
        return call.function().equals("slice")
                ? whole(call, 2)
                : call.arguments().size();
    }

    /** {@return the type of an expression as far as it shows without a schema} */
    static Optional<DataType> typeWithoutSchema(Expression expression) {
        if (expression instanceof Expression.Column) {
            return Optional.empty();
        } else if (expression instanceof Expression.Call call) {
            ScalarFunction function = ScalarFunction.require(call.function());
            return function.result() == Parameter.SAME
                    ? sameWithoutSchema(call, function, Parameter.SAME)
                    : Optional.of(result(call, function, null));
        }
        return Optional.of(typeOfConstant(expression));
    }

    /** {@return the type shared by the arguments of a kind, as far as one of them shows it} */
    static Optional<DataType> sameWithoutSchema(Expression.Call call, ScalarFunction function, Parameter kind) {
        List<Parameter> parameters = function.parameters(call.arguments().size());
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i) == kind || (kind == Parameter.SAME && parameters.get(i) == Parameter.SAME_CONSTANT)) {
                Optional<DataType> type = typeWithoutSchema(call.arguments().get(i));
                if (type.isPresent()) {
                    return type;
                }
            }
        }
        return Optional.empty();
    }

    private static void requireSame(@Nullable DataType wanted, Expression.Call call, int index, DataType type) {
        if (wanted != null && !wanted.equals(type)) {
            throw misfit(call, index, "a " + wanted.text() + " as the ones before", type);
        }
    }

    private static void require(Parameter parameter, boolean fits, Expression.Call call, int index, DataType type) {
        if (!fits) {
            throw misfit(call, index, "the parameter " + parameter.text(), type);
        }
    }

    private static InvalidException misfit(Expression.Call call, int index, String wanted, DataType type) {
        return new InvalidException("argument " + (index + 1) + " of function "
                + ScalarFunction.require(call.function()).signature() + " must fit " + wanted + ", but "
                + ExpressionText.shown(call.arguments().get(index)) + " is a " + type.text());
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of expressions: operators as in SQL, all else as {@code function(arguments)}. */
final class ExpressionText {

    /** How tightly what an operator joins is bound; more binds tighter. */
    static final int OR = 1;

    static final int AND = 2;
    static final int NOT = 3;
    static final int COMPARISON = 4;
    static final int SUM = 5;
    static final int PRODUCT = 6;
    static final int SIGN = 7;
    static final int PRIMARY = 8;

    /** The functions that stand between two arguments, left to right; comparisons do not chain. */
    static final Map<String, Infix> INFIX = Map.ofEntries(
            Map.entry("or", new Infix("or", OR)),
            Map.entry("and", new Infix("and", AND)),
            Map.entry("equal", new Infix("=", COMPARISON)),
            Map.entry("not_equal", new Infix("<>", COMPARISON)),
            Map.entry("less", new Infix("<", COMPARISON)),
            Map.entry("at_most", new Infix("<=", COMPARISON)),
            Map.entry("greater", new Infix(">", COMPARISON)),
            Map.entry("at_least", new Infix(">=", COMPARISON)),
            Map.entry("add", new Infix("+", SUM)),
            Map.entry("subtract", new Infix("-", SUM)),
            Map.entry("multiply", new Infix("*", PRODUCT)),
            Map.entry("divide", new Infix("/", PRODUCT)),
            Map.entry("mod", new Infix("%", PRODUCT)));

    /** Words that no column without quotes has. */
    private static final List<String> KEYWORDS = List.of(
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
            "true",
            "false",
            "nan",
            "infinity");

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int SHOWN = 120;

    private ExpressionText() {}

    /**
     * An operator.
     *
     * @param sign what stands between the arguments
     * @param binding how tightly
     */
    record Infix(String sign, int binding) {}

    static boolean isKeyword(String word) {
        return KEYWORDS.stream().anyMatch(word::equalsIgnoreCase);
    }

    /** {@return an expression fit for a message: cut, without control characters} */
    static String shown(Expression expression) {
        return cut(write(expression));
    }

    /** {@return a word fit for a message: in quotes, cut, without control characters} */
    static String shown(String word) {
        return "'" + cut(word) + "'";
    }

    private static String cut(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static String write(Expression expression) {
        if (expression instanceof Expression.Column column) {
            return column(column.name());
        } else if (expression instanceof Expression.Constant constant) {
            return number(constant.value());
        } else if (expression instanceof Expression.Text text) {
            return "'" + text.value().replace("'", "''") + "'";
        } else if (expression instanceof Expression.Truth truth) {
            return Boolean.toString(truth.value());
        }
        return call((Expression.Call) expression);
    }

    private static String column(String name) {
        return WORD.matcher(name).matches() && !isKeyword(name) ? name : '"' + name + '"';
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        } else if (Double.isInfinite(value)) {
            return value > 0 ? "infinity" : "-infinity";
        }
        return Double.toString(value);
    }

    private static String call(Expression.Call call) {
        List<Expression> arguments = call.arguments();
        Infix infix = INFIX.get(call.function());
        if (infix != null) {
            // Left-associative; a comparison beside a comparison needs brackets on both sides.
            int left = infix.binding() == COMPARISON ? SUM : infix.binding();
            return within(left, arguments.get(0)) + " " + infix.sign() + " "
                    + within(infix.binding() + 1, arguments.get(1));
        }
        return switch (call.function()) {
            case "not" -> "not " + within(NOT, arguments.get(0));
            case "is_null" -> within(SUM, arguments.get(0)) + " is null";
            case "between" ->
                within(SUM, arguments.get(0)) + " between " + within(SUM, arguments.get(1)) + " and "
                        + within(SUM, arguments.get(2));
            case "in" -> within(SUM, arguments.get(0)) + " in (" + list(arguments.subList(1, arguments.size())) + ")";
            case "case" -> cases(arguments);
            case "negate" -> "-(" + write(arguments.get(0)) + ")";
            default -> call.function() + "(" + list(arguments) + ")";
        };
    }

    private static String list(List<Expression> arguments) {
        return arguments.stream().map(ExpressionText::write).collect(Collectors.joining(", "));
    }

    private static String cases(List<Expression> arguments) {
        StringBuilder text = new StringBuilder("case");
        int i = 0;
        for (; i + 1 < arguments.size(); i += 2) {
            text.append(" when ").append(write(arguments.get(i)));
            text.append(" then ").append(write(arguments.get(i + 1)));
        }
        if (i < arguments.size()) {
            text.append(" else ").append(write(arguments.get(i)));
        }
        return text.append(" end").toString();
    }

    private static String within(int binding, Expression argument) {
        return binding(argument) < binding ? "(" + write(argument) + ")" : write(argument);
    }

    private static int binding(Expression expression) {
        if (!(expression instanceof Expression.Call call)) {
            return PRIMARY;
        }
        Infix infix = INFIX.get(call.function());
        if (infix != null) {
            return infix.binding();
        }
        return switch (call.function()) {
            case "not" -> NOT;
            case "is_null", "between", "in" -> COMPARISON;
            case "negate" -> SIGN;
            default -> PRIMARY;
        };
    }
}

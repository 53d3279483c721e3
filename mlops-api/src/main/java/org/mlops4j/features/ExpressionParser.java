// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.ExpressionTokens.Kind;
import org.mlops4j.features.ExpressionTokens.Token;

/** Reads the text of expressions, by recursive descent; the operators bind as in SQL. */
final class ExpressionParser {

    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");

    /** The functions by their operators. */
    private static final Map<String, String> FUNCTIONS = ExpressionText.INFIX.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(infix -> infix.getValue().sign(), Map.Entry::getKey));

    private final List<Token> tokens;
    private int next;
    private int depth;

    private ExpressionParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Expression parse(String text) {
        ExpressionParser parser = new ExpressionParser(ExpressionTokens.of(text));
        Expression expression = parser.either();
        if (parser.peek().kind() != Kind.END) {
            throw expected("an operator or the end", parser.peek());
        }
        return expression;
    }

    private Expression either() {
        // Brackets and arguments alone nest, and each passes here.
        enter();
        Expression left = both();
        while (peek().is("or")) {
            left = apply(take(), left, both());
        }
        depth--;
        return left;
    }

    private Expression both() {
        Expression left = negation();
        while (peek().is("and")) {
            left = apply(take(), left, negation());
        }
        return left;
    }

    private Expression negation() {
        if (!peek().is("not")) {
            return comparison();
        }
        Token not = take();
        enter();
        Expression operand = negation();
        depth--;
        return call(not, "not", List.of(operand));
    }

    private Expression comparison() {
        Expression left = sum();
        Token token = peek();
        if (token.kind() == Kind.SIGN && COMPARISONS.contains(token.text())) {
            return apply(take(), left, sum());
        } else if (token.is("is")) {
            take();
            boolean not = takeIf("not");
            expect("null");
            Expression isNull = call(token, "is_null", List.of(left));
            return not ? call(token, "not", List.of(isNull)) : isNull;
        } else if (token.is("not")) {
            take();
            return call(token, "not", List.of(range(left)));
        } else if (token.is("between") || token.is("in")) {
            return range(left);
        }
        return left;
    }

    private Expression range(Expression left) {
        Token token = take();
        List<Expression> arguments = new ArrayList<>(List.of(left));
        if (token.is("between")) {
            arguments.add(sum());
            expect("and");
            arguments.add(sum());
            return call(token, "between", arguments);
        } else if (token.is("in")) {
            expect("(");
            arguments.addAll(arguments());
            return call(token, "in", arguments);
        }
        throw expected("between or in", token);
    }

    private Expression sum() {
        Expression left = product();
        while (peek().is("+") || peek().is("-")) {
            left = apply(take(), left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = signed();
        while (peek().is("*") || peek().is("/") || peek().is("%")) {
            left = apply(take(), left, signed());
        }
        return left;
    }

    /** A sign before a number written out belongs to it. */
    private Expression signed() {
        if (!peek().is("-")) {
            return primary();
        }
        Token minus = take();
        if (peek().kind() == Kind.NUMBER || peek().is("infinity")) {
            return new Expression.Constant(-((Expression.Constant) primary()).value());
        }
        if (peek().is("(")) {
            return call(minus, "negate", List.of(primary()));
        }
        enter();
        Expression operand = signed();
        depth--;
        return call(minus, "negate", List.of(operand));
    }

    private Expression primary() {
        Token token = take();
        return switch (token.kind()) {
            case NUMBER -> number(token);
            case TEXT -> new Expression.Text(token.text());
            case QUOTED -> new Expression.Column(token.text());
            case WORD -> word(token);
            default -> {
                if (!token.is("(")) {
                    throw expected("a column, constant, function or bracket", token);
                }
                Expression inner = either();
                expect(")");
                yield inner;
            }
        };
    }

    private Expression number(Token token) {
        try {
            return new Expression.Constant(Double.parseDouble(token.text()));
        } catch (NumberFormatException e) {
            throw new InvalidException(
                    "an expression has " + token.shown() + " at position " + token.position() + ", which is no number",
                    e);
        }
    }

    private Expression word(Token word) {
        if (word.is("true") || word.is("false")) {
            return new Expression.Truth(word.is("true"));
        } else if (word.is("nan")) {
            return new Expression.Constant(Double.NaN);
        } else if (word.is("infinity")) {
            return new Expression.Constant(Double.POSITIVE_INFINITY);
        } else if (word.is("case") && !peek().is("(")) {
            return cases(word);
        } else if (takeIf("(")) {
            return call(word, word.text(), arguments());
        } else if (ExpressionText.isKeyword(word.text())) {
            throw expected("a column, constant, function or bracket", word);
        }
        return new Expression.Column(word.text());
    }

    private Expression cases(Token word) {
        List<Expression> arguments = new ArrayList<>();
        while (takeIf("when")) {
            arguments.add(either());
            expect("then");
            arguments.add(either());
        }
        if (takeIf("else")) {
            arguments.add(either());
        }
        expect("end");
        return call(word, "case", arguments);
    }

    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        if (takeIf(")")) {
            return arguments;
        }
        do {
            arguments.add(either());
        } while (takeIf(","));
        expect(")");
        return arguments;
    }

    private Expression apply(Token operator, Expression left, Expression right) {
        String function = FUNCTIONS.get(operator.text().toLowerCase(Locale.ROOT));
        if (function == null) {
            throw new IllegalStateException("no function for " + operator);
        }
        return call(operator, function, List.of(left, right));
    }

    private static Expression call(Token at, String function, List<Expression> arguments) {
        try {
            return new Expression.Call(function, arguments);
        } catch (InvalidException e) {
            throw new InvalidException("at position " + at.position() + ": " + e.getMessage(), e);
        }
    }

    private void enter() {
        if (++depth > Expression.MAX_DEPTH) {
            throw new InvalidException("an expression is nested deeper than " + Expression.MAX_DEPTH
                    + " levels at position " + peek().position());
        }
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        // The end stays where it is.
        next += token.kind() == Kind.END ? 0 : 1;
        return token;
    }

    private boolean takeIf(String wanted) {
        boolean found = peek().is(wanted);
        next += found ? 1 : 0;
        return found;
    }

    private void expect(String wanted) {
        if (!takeIf(wanted)) {
            throw expected("'" + wanted + "'", peek());
        }
    }

    private static InvalidException expected(String what, Token found) {
        return new InvalidException("an expression has " + found.shown() + " at position " + found.position()
                + " where " + what + " is expected");
    }
}

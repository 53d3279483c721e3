// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Aggregate;
import org.mlops4j.search.Field;
import org.mlops4j.search.Filter;
import org.mlops4j.search.Filter.Operator;
import org.mlops4j.search.Order;
import org.mlops4j.search.Search;

/** Reads the text of searches by recursive descent; every complaint points at its column. */
final class SearchParser {

    private static final int DEPTH = 45;
    private static final Map<String, Operator> OPERATORS = Map.of(
            "=", Operator.EQUAL,
            "!=", Operator.NOT_EQUAL,
            "<>", Operator.NOT_EQUAL,
            ">", Operator.ABOVE,
            ">=", Operator.AT_LEAST,
            "<", Operator.BELOW,
            "<=", Operator.AT_MOST);

    private final String text;
    private final List<Token> tokens;
    private final Consumer<Filter> check;
    private int at;
    private int depth;

    private SearchParser(String text, Consumer<Filter> check) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
        this.check = check;
    }

    /**
     * {@return the filter that a text is; an empty text lets everything pass}
     *
     * @param check is given each comparison; when it refuses one, the complaint points there
     */
    static Filter filter(String text, Consumer<Filter> check) {
        SearchParser parser = new SearchParser(text, check);
        Filter filter = parser.optionalFilter();
        parser.end();
        return filter;
    }

    /** {@return filter, order and limit that a text is} */
    static Parsed search(String text, Consumer<Filter> check) {
        SearchParser parser = new SearchParser(text, check);
        Filter filter = parser.optionalFilter();
        List<Order> order = parser.isWord("order") ? parser.order() : List.of();
        Integer limit = parser.isWord("limit") ? (Integer) parser.limit() : null;
        parser.end();
        return new Parsed(filter, order, limit);
    }

    /**
     * {@return the field that a text is}
     *
     * @param check as for {@link #filter}
     */
    static Field field(String text, Consumer<Field> check) {
        SearchParser parser = new SearchParser(text, filter -> {});
        Field field = parser.field();
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.expected("the end of the field");
        }
        try {
            check.accept(field);
        } catch (InvalidException e) {
            throw at(text, 1, e.getMessage());
        }
        return field;
    }

    /** {@return a complaint that points at a column of a text} */
    static InvalidException at(String text, int column, @Nullable String complaint) {
        int from = Math.max(0, column - 60);
        String shown =
                text.substring(from, Math.min(text.length(), column + 40)).replaceAll("\\s", " ");
        return new InvalidException("the search cannot be read at column " + column + ": " + complaint + "\n  " + shown
                + "\n  " + " ".repeat(column - 1 - from) + "^");
    }

    private Filter optionalFilter() {
        return peek().kind() == Token.Kind.END || isWord("order") || isWord("limit") ? Filter.everything() : either();
    }

    private Filter either() {
        List<Filter> parts = new ArrayList<>(List.of(both()));
        while (takeWord("or")) {
            parts.add(both());
        }
        return parts.size() == 1 ? parts.get(0) : new Filter.Or(parts);
    }

    private Filter both() {
        List<Filter> parts = new ArrayList<>(List.of(single()));
        while (takeWord("and")) {
            parts.add(single());
        }
        return parts.size() == 1 ? parts.get(0) : new Filter.And(parts);
    }

    private Filter single() {
        depth++;
        if (depth > DEPTH) {
            throw expected("filters nested at most " + DEPTH + " deep");
        }
        Filter filter;
        if (takeWord("not")) {
            filter = single().negated();
        } else if (takeSign("(")) {
            filter = either();
            if (!takeSign(")")) {
                throw expected("')'");
            }
        } else {
            filter = comparison();
        }
        depth--;
        return filter;
    }

    private Filter comparison() {
        Token begin = peek();
        Filter filter = comparison(field());
        try {
            check.accept(filter);
        } catch (InvalidException e) {
            throw at(text, begin.column(), e.getMessage());
        }
        return filter;
    }

    private Filter comparison(Field field) {
        Token token = peek();
        if (token.kind() == Token.Kind.SIGN && OPERATORS.containsKey(token.text())) {
            at++;
            return new Filter.Compared(field, OPERATORS.get(token.text()), value());
        } else if (takeWord("is")) {
            return is(field);
        } else if (takeWord("not")) {
            return opposite(field);
        }
        return positive(field).orElseThrow(() -> expected("=, !=, >, >=, <, <=, LIKE, ILIKE, IN, BETWEEN or IS"));
    }

    private Filter is(Field field) {
        boolean not = takeWord("not");
        if (takeWord("null")) {
            return not ? field.isMissing().negated() : field.isMissing();
        } else if (takeWord("nan")) {
            return not ? field.isMissing().or(field.isNan()).negated() : field.isNan();
        }
        throw expected("NULL or NAN");
    }

    private Optional<Filter> positive(Field field) {
        if (takeWord("like")) {
            return Optional.of(field.like(pattern()));
        } else if (takeWord("ilike")) {
            return Optional.of(field.likeIgnoringCase(pattern()));
        } else if (takeWord("in")) {
            return Optional.of(new Filter.In(field, values()));
        } else if (takeWord("between")) {
            Document least = value();
            if (!takeWord("and")) {
                throw expected("AND");
            }
            return Optional.of(new Filter.Compared(field, Operator.AT_LEAST, least)
                    .and(new Filter.Compared(field, Operator.AT_MOST, value())));
        }
        return Optional.empty();
    }

    /** What lacks the field passes neither a comparison nor its opposite. */
    private Filter opposite(Field field) {
        Filter filter = positive(field).orElseThrow(() -> expected("LIKE, ILIKE, IN or BETWEEN"));
        if (filter instanceof Filter.In in) {
            return new Filter.NotIn(field, in.values());
        } else if (filter instanceof Filter.And between) {
            return new Filter.Or(List.of(
                    new Filter.Compared(
                            field, Operator.BELOW, valueOf(between.filters().get(0))),
                    new Filter.Compared(
                            field, Operator.ABOVE, valueOf(between.filters().get(1)))));
        }
        return field.isMissing().negated().and(filter.negated());
    }

    private static Document valueOf(Filter compared) {
        return ((Filter.Compared) compared).value();
    }

    private Field field() {
        Token token = peek();
        if (token.kind() != Token.Kind.WORD) {
            throw expected("a field, such as metrics.auc or params.depth or status");
        }
        at++;
        Token.Path path = token.path();
        if (path.key().isEmpty()) {
            return Field.attribute(token.text());
        }
        return switch (path.source().toLowerCase(Locale.ROOT)) {
            case "metric", "metrics" -> metric(token, path);
            case "param", "params", "parameter", "parameters" -> Field.param(plain(token, path));
            case "tag", "tags" -> Field.tag(plain(token, path));
            case "attribute", "attributes", "attr", "run" -> Field.attribute(plain(token, path));
            case "dataset", "datasets" -> Field.dataset(plain(token, path));
            default ->
                throw at(
                        text,
                        token.column(),
                        "fields begin with metrics., params., tags., attributes. or datasets., not with "
                                + path.source() + ".");
        };
    }

    private Field metric(Token token, Token.Path path) {
        if (path.quoted()) {
            return path.suffix().isEmpty()
                    ? Field.metric(path.key())
                    : Field.metric(path.key())
                            .by(aggregate(path.suffix())
                                    .orElseThrow(() -> at(
                                            text,
                                            token.column(),
                                            "'" + path.suffix()
                                                    + "' is none of first, last, min, max, mean, count, min_step and"
                                                    + " max_step")));
        }
        int dot = path.key().lastIndexOf('.');
        return aggregate(path.key().substring(dot + 1))
                .filter(found -> dot > 0)
                .map(found -> Field.metric(path.key().substring(0, dot)).by(found))
                .orElseGet(() -> Field.metric(path.key()));
    }

    private String plain(Token token, Token.Path path) {
        if (!path.suffix().isEmpty()) {
            throw at(text, token.column(), "only metrics have something behind their key");
        }
        return path.key();
    }

    private static Optional<Aggregate> aggregate(String name) {
        for (Aggregate aggregate : Aggregate.values()) {
            if (aggregate.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(aggregate);
            }
        }
        return Optional.empty();
    }

    private String pattern() {
        Document value = value();
        if (value instanceof Document.Text) {
            return value.text();
        }
        at--;
        throw expected("a text in quotes");
    }

    private List<Document> values() {
        if (!takeSign("(")) {
            throw expected("'('");
        }
        List<Document> values = new ArrayList<>(List.of(value()));
        while (takeSign(",")) {
            values.add(value());
        }
        if (!takeSign(")")) {
            throw expected("',' or ')'");
        }
        return values;
    }

    private Document value() {
        Token token = peek();
        at++;
        if (token.kind() == Token.Kind.TEXT) {
            return Document.of(token.text());
        } else if (token.kind() == Token.Kind.NUMBER) {
            return Numbers.find(token.text()).orElseThrow(() -> at(text, token.column(), "this is no number"));
        } else if (token.kind() == Token.Kind.WORD && token.text().equalsIgnoreCase("true")) {
            return Document.of(true);
        } else if (token.kind() == Token.Kind.WORD && token.text().equalsIgnoreCase("false")) {
            return Document.of(false);
        }
        at--;
        throw expected("a number, or a text in quotes");
    }

    private List<Order> order() {
        at++;
        if (!takeWord("by")) {
            throw expected("BY");
        }
        List<Order> orders = new ArrayList<>(List.of(orderBy()));
        while (takeSign(",")) {
            if (orders.size() == Search.MOST_FIELDS) {
                throw expected("at most " + Search.MOST_FIELDS + " fields to order by");
            }
            orders.add(orderBy());
        }
        return orders;
    }

    private Order orderBy() {
        Token begin = peek();
        Field field = field();
        boolean descending = takeWord("desc");
        if (!descending) {
            takeWord("asc");
        }
        try {
            check.accept(field.isMissing());
        } catch (InvalidException e) {
            throw at(text, begin.column(), e.getMessage());
        }
        return new Order(field, descending);
    }

    private int limit() {
        at++;
        Token token = peek();
        at++;
        return Numbers.find(token.text())
                .filter(Document.Whole.class::isInstance)
                .map(Document::whole)
                .filter(number -> number >= 1 && number <= Search.MOST)
                .map(Math::toIntExact)
                .orElseThrow(() -> at(text, token.column(), "a limit is a number from 1 to " + Search.MOST));
    }

    private void end() {
        if (peek().kind() != Token.Kind.END) {
            throw expected("AND, OR, ORDER BY, LIMIT or the end");
        }
    }

    private Token peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    private boolean isWord(String word) {
        Token token = peek();
        return token.kind() == Token.Kind.WORD
                && !token.path().quoted()
                && token.text().equalsIgnoreCase(word);
    }

    private boolean takeWord(String word) {
        boolean is = isWord(word);
        at += is ? 1 : 0;
        return is;
    }

    private boolean takeSign(String sign) {
        boolean is = peek().kind() == Token.Kind.SIGN && peek().text().equals(sign);
        at += is ? 1 : 0;
        return is;
    }

    private InvalidException expected(String what) {
        Token token = peek();
        String found = token.kind() == Token.Kind.END ? "the end" : "'" + token.text() + "'";
        return at(text, token.column(), "expected " + what + ", found " + found);
    }

    /** What a text says; where it says nothing, the order is empty and the limit {@code null}. */
    record Parsed(
            Filter filter, List<Order> order, @Nullable Integer limit) {}
}

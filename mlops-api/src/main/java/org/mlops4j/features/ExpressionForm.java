// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * The stored form of expressions: constants as JSON values, {@code {"column": name}}, and {@code {"call": function,
 * "of": [arguments]}}. The outermost object holds the version of the form.
 */
final class ExpressionForm {

    private static final long VERSION = 1;

    private ExpressionForm() {}

    static Document write(Expression expression) {
        return Document.object().with("version", VERSION).with("expression", node(expression));
    }

    private static Document node(Expression expression) {
        if (expression instanceof Expression.Column column) {
            return Document.object().with("column", column.name());
        } else if (expression instanceof Expression.Constant constant) {
            return Double.isFinite(constant.value())
                    ? Document.of(constant.value())
                    : Document.object().with("number", constant.value());
        } else if (expression instanceof Expression.Text text) {
            return Document.of(text.value());
        } else if (expression instanceof Expression.Truth truth) {
            return Document.of(truth.value());
        }
        Expression.Call call = (Expression.Call) expression;
        return Document.object()
                .with("call", call.function())
                .with(
                        "of",
                        Document.list(call.arguments().stream()
                                .map(ExpressionForm::node)
                                .toList()));
    }

    static Expression read(Document document) {
        long version = document.get("version").whole();
        if (version != VERSION) {
            throw new InvalidException("an expression is stored in form " + version + ", but this release reads form "
                    + VERSION + " only; use the release that wrote it or a newer one");
        }
        return node(document.get("expression"), 1);
    }

    private static Expression node(Document document, int depth) {
        if (depth > Expression.MAX_DEPTH) {
            throw new InvalidException("an expression is nested deeper than " + Expression.MAX_DEPTH + " levels");
        } else if (document instanceof Document.Text text) {
            return new Expression.Text(text.text());
        } else if (document instanceof Document.Bool truth) {
            return new Expression.Truth(truth.bool());
        } else if (!(document instanceof Document.Fields object)) {
            return new Expression.Constant(document.number());
        } else if (object.find("column").isPresent()) {
            return new Expression.Column(object.get("column").text());
        } else if (object.find("number").isPresent()) {
            return new Expression.Constant(object.get("number").number());
        }
        String function = document.get("call").text();
        List<Expression> arguments = new ArrayList<>();
        for (Document argument : document.get("of").list()) {
            arguments.add(node(argument, depth + 1));
        }
        return new Expression.Call(function, arguments);
    }
}

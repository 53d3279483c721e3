// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;

/**
 * A feature computed when a vector is asked for: from columns of the request and from features that come before it in
 * the service, which hide columns of the same name. A feature without a value reads as null; a null result becomes NaN.
 *
 * @param name the name of the feature
 * @param expression on the request; a number or a truth value
 * @param inputs the columns and features that it reads
 */
public record RequestFeature(String name, Expression expression, Schema inputs) implements FeatureSource {

    /** Checks name and types. */
    public RequestFeature {
        Name.requireKey("feature", name);
        requireNonNull(expression, "expression");
        DataType type = expression.type(inputs);
        if (type != DataType.FLOAT64 && type != DataType.BOOLEAN) {
            throw new InvalidException(
                    "request feature '" + name + "' must be a number or a truth value, is " + type.text());
        }
    }

    /** {@return the feature; columns have the types that the expression asks for, and may be null} */
    public static RequestFeature of(String name, Expression expression) {
        return new RequestFeature(
                name, expression, Schema.of(List.copyOf(expression.inputs().values())));
    }

    @Override
    public List<String> featureNames() {
        return List.of(name);
    }

    /** {@return the feature whose {@link #toDocument()} this is} */
    public static RequestFeature from(Document document) {
        return new RequestFeature(
                document.get("name").text(),
                Expression.from(document.get("expression")),
                Schema.from(document.get("inputs")));
    }

    @Override
    public List<Expression> expressions() {
        return List.of(expression);
    }

    @Override
    public Document.Fields toDocument() {
        return Document.object()
                .with("kind", "request")
                .with("name", name)
                .with("expression", expression.toDocument())
                .with("inputs", inputs.toDocument());
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.Expression;
import org.mlops4j.features.RequestFeature;
import org.mlops4j.features.transform.FittedTransform;
import org.mlops4j.features.transform.Transform;

/** Gathers the expressions that a transform becomes while it is fitted. For one thread. */
final class Steps {

    private final Transform transform;
    private final Table rows;
    private final List<RequestFeature> features = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private Schema known;

    Steps(Transform transform, Table rows) {
        this.transform = transform;
        this.rows = rows;
        this.known = Schema.of(
                rows.schema().fields().stream().map(Steps::asRequested).toList());
    }

    /** {@return the training rows with the results of the transforms before} */
    Table rows() {
        return rows;
    }

    Transform transform() {
        return transform;
    }

    /** {@return the only input} */
    String input() {
        return transform.inputs().get(0);
    }

    /** {@return the type of an input as expressions see it: numbers are FLOAT64} */
    DataType type(String input) {
        return known.find(input)
                .orElseThrow(() -> new InvalidException("transform '" + transform.output() + "' reads column '" + input
                        + "', which is not there; the columns are " + String.join(", ", known.names())))
                .type();
    }

    /** {@return the only input as expression} */
    Expression x() {
        return new Expression.Column(input());
    }

    /** {@return the values of the only input that are not missing} */
    Numbers numbers() {
        return Numbers.of(this, input());
    }

    /** {@return what later expressions read the value of this one by} */
    Expression step(String name, Expression expression) {
        return add(transform.output() + "/" + name, expression);
    }

    /** Adds the one result. */
    void result(Expression expression) {
        add(transform.output(), expression);
        outputs.add(transform.output());
    }

    /** Adds one of several results. */
    void result(Object part, Expression expression) {
        outputs.add(transform.output() + "/" + part);
        step(String.valueOf(part), expression);
    }

    FittedTransform fitted() {
        return new FittedTransform(transform, features, outputs);
    }

    InvalidException refused(String column, String why) {
        return new InvalidException(
                "transform '" + transform.output() + "' cannot be fitted on column '" + column + "': " + why);
    }

    private Expression add(String name, Expression expression) {
        if (known.find(name).isPresent()) {
            throw new InvalidException("transform '" + transform.output() + "' gives '" + name
                    + "', which is a column of the rows already; rename the output");
        }
        features.add(new RequestFeature(
                name, expression, known.select(List.copyOf(expression.inputs().keySet()))));
        known = known.with(Field.nullable(name, DataType.FLOAT64));
        return new Expression.Column(name);
    }

    private static Field asRequested(Field field) {
        boolean number = field.type() == DataType.INT64 || field.type() == DataType.FLOAT32;
        return Field.nullable(field.name(), number ? DataType.FLOAT64 : field.type());
    }
}

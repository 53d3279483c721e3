// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.core.encoding.Utf8;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.Explainer;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelShape;

/** A linear model as its file holds it. Immutable. */
final class LinearModel {

    private static final Set<String> FIELDS = Set.of("intercept", "coefficients", "link", "inputs", "means");

    private final double[] intercepts;
    private final double[] coefficients;
    private final double[] means;
    private final Link link;
    private final List<String> inputs;

    private LinearModel(Document model) {
        boolean several = model.get("intercept") instanceof Document.Items;
        double[][] rows;
        if (several) {
            this.intercepts = numbers("intercept", model.get("intercept").list());
            rows = model.get("coefficients").list().stream()
                    .map(row -> numbers("coefficient", row.list()))
                    .toArray(double[][]::new);
        } else {
            this.intercepts = new double[] {finite("intercept", model.get("intercept"))};
            rows = new double[][] {
                numbers("coefficient", model.get("coefficients").list())
            };
        }
        requireRectangle(intercepts, rows);
        this.coefficients = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        this.link = Link.parse(model.get("link").text());
        this.inputs = model.find("inputs").map(Document::texts).orElse(List.of());
        int width = rows[0].length;
        this.means =
                model.find("means").map(given -> numbers("mean", given.list())).orElseGet(() -> new double[width]);
        if ((!inputs.isEmpty() && inputs.size() != width) || means.length != width) {
            throw new InvalidException("a linear model names " + inputs.size() + " inputs and " + means.length
                    + " means, and has " + width + " coefficients");
        }
    }

    /**
     * {@return the model in a file}
     *
     * @throws InvalidException if it is none
     */
    static LinearModel read(byte[] bytes) {
        Document model = new JacksonText().read(Utf8.decode("the file 'model' of a linear model", bytes));
        model.fields().keySet().stream()
                .filter(field -> !FIELDS.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw new InvalidException("a linear model has no field '" + field
                            + "'; its fields are intercept, coefficients, link, inputs and means");
                });
        return new LinearModel(model);
    }

    /** {@return what it takes and gives} */
    ModelShape shape() {
        return ModelShape.of(predictor(), inputs);
    }

    Predictor predictor() {
        return new LinearPredictor(intercepts, coefficients, link);
    }

    Explainer explainer() {
        return new LinearExplainer(intercepts, coefficients, means);
    }

    private static void requireRectangle(double[] intercepts, double[][] coefficients) {
        if (coefficients.length != intercepts.length) {
            throw new InvalidException(
                    "a linear model of " + intercepts.length + " outputs has coefficients of " + coefficients.length);
        }
        for (double[] row : coefficients) {
            if (row.length != coefficients[0].length) {
                throw new InvalidException("the outputs of a linear model have as many coefficients each, were "
                        + coefficients[0].length + " and " + row.length);
            }
        }
    }

    private static double[] numbers(String what, List<Document> items) {
        if (items.isEmpty()) {
            throw new InvalidException("a linear model needs at least one " + what);
        }
        double[] numbers = new double[items.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = finite(what + " " + i, items.get(i));
        }
        return numbers;
    }

    private static double finite(String what, Document value) {
        if (value instanceof Document.Whole || value instanceof Document.Real) {
            return value.number();
        }
        throw new InvalidException(what + " of a linear model must be a finite number");
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;
import org.mlops4j.spi.ModelShape;

/**
 * The format {@code linear}, for generalised linear models: a file {@code model} such as
 *
 * <pre>{@code {"intercept": -1.5, "coefficients": [0.25, 3.0], "link": "logit"}}</pre>
 *
 * or, with several outputs such as the classes of a multinomial model,
 *
 * <pre>{@code {"intercept": [-1.5, 1.5], "coefficients": [[0.25, 3.0], [-0.25, -3.0]], "link": "softmax"}}</pre>
 *
 * <p>The link is one of {@code identity}, {@code logit}, {@code log}, {@code inverse}, {@code inverse_squared},
 * {@code sqrt}, {@code cloglog}, {@code cauchit} and {@code softmax}. A field {@code inputs} may name the inputs; then
 * the signature has to have these names in this order. All numbers are finite; there are no other fields. A missing
 * input makes the output NaN, so inputs should not be nullable in the signature.
 */
public final class LinearFormat implements ModelFormat {

    private static final Set<String> FIELDS = Set.of("intercept", "coefficients", "link", "inputs");

    /** Creates the format; {@link java.util.ServiceLoader} does. */
    public LinearFormat() {}

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        Document model = read(files);
        Predictor predictor = predictor(model);
        manifest.findSignature().ifPresent(ModelShape.of(predictor, names(model))::requireFit);
        return predictor;
    }

    @Override
    public Optional<ModelShape> shape(ModelManifest manifest, Files files) {
        Document model = read(files);
        return Optional.of(ModelShape.of(predictor(model), names(model)));
    }

    private static Document read(Files files) {
        Document model = new JacksonText().read(utf8(files.read("model")));
        model.fields().keySet().stream()
                .filter(field -> !FIELDS.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw new InvalidException("a linear model has no field '" + field
                            + "'; its fields are intercept, coefficients, link and inputs");
                });
        return model;
    }

    private static List<String> names(Document model) {
        return model.find("inputs").map(Document::texts).orElse(List.of());
    }

    private static Predictor predictor(Document model) {
        boolean several = model.get("intercept") instanceof Document.Items;
        double[] intercepts = several
                ? numbers("intercept", model.get("intercept").list())
                : new double[] {finite("intercept", model.get("intercept"))};
        double[][] coefficients = several
                ? model.get("coefficients").list().stream()
                        .map(row -> numbers("coefficient", row.list()))
                        .toArray(double[][]::new)
                : new double[][] {
                    numbers("coefficient", model.get("coefficients").list())
                };
        requireRectangle(intercepts, coefficients);
        Link link = Link.parse(model.get("link").text());
        LinearPredictor predictor = new LinearPredictor(
                intercepts,
                Arrays.stream(coefficients).flatMapToDouble(Arrays::stream).toArray(),
                link);
        List<String> inputs = names(model);
        if (!inputs.isEmpty() && inputs.size() != predictor.inputs()) {
            throw new InvalidException("a linear model names " + inputs.size() + " inputs and has " + predictor.inputs()
                    + " coefficients");
        }
        return predictor;
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

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidException("the file 'model' of a linear model is not UTF-8 text", e);
        }
    }
}

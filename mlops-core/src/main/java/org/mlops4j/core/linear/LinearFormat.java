// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.mlops4j.core.encoding.JacksonText;
import org.mlops4j.data.Document;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Predictor;
import org.mlops4j.spi.ModelFormat;

/**
 * The format {@code linear}: a file {@code model} such as
 *
 * <pre>{@code {"intercept": -1.5, "coefficients": [0.25, 3.0], "link": "logit"}}</pre>
 *
 * <p>The link is {@code identity} or {@code logit}; all numbers are finite; there are no other fields. A missing input
 * makes the output NaN, so inputs should not be nullable in the signature.
 */
public final class LinearFormat implements ModelFormat {

    private static final Set<String> FIELDS = Set.of("intercept", "coefficients", "link");

    /** Creates the format; {@link java.util.ServiceLoader} does. */
    public LinearFormat() {}

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        Document model = new JacksonText().read(utf8(files.read("model")));
        model.fields().keySet().stream()
                .filter(field -> !FIELDS.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw new InvalidException("a linear model has no field '" + field
                            + "'; its fields are intercept, coefficients and link");
                });
        double[] coefficients = coefficients(model.get("coefficients").list());
        Link link = Link.parse(model.get("link").text());
        manifest.findSignature().ifPresent(signature -> requireFit(signature, coefficients.length));
        return new LinearPredictor(finite("intercept", model.get("intercept")), coefficients, link);
    }

    private static double[] coefficients(List<Document> items) {
        if (items.isEmpty()) {
            throw new InvalidException("a linear model needs at least one coefficient");
        }
        double[] coefficients = new double[items.size()];
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = finite("coefficient " + i, items.get(i));
        }
        return coefficients;
    }

    private static double finite(String what, Document value) {
        if (value instanceof Document.Whole || value instanceof Document.Real) {
            return value.number();
        }
        throw new InvalidException(what + " of a linear model must be a finite number");
    }

    private static void requireFit(Signature signature, int inputs) {
        if (signature.inputs().size() != inputs) {
            throw new IncompatibleException("the signature has "
                    + signature.inputs().size() + " inputs, the linear model has " + inputs + " coefficients");
        }
        if (signature.outputs().size() != 1) {
            throw new IncompatibleException(
                    "the signature has " + signature.outputs().size() + " outputs, a linear model gives 1");
        }
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

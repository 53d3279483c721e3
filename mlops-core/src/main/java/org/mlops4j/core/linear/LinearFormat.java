// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.linear;

import java.util.Optional;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.serving.Explainer;
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
 * the signature has to have these names in this order. A field {@code means} may have the mean of each input over the
 * training rows: an explanation says what an input adds compared with its mean, or compared with 0 if there is no such
 * field. All numbers are finite; there are no other fields. A missing input makes the output NaN, so inputs should not
 * be nullable in the signature.
 */
public final class LinearFormat implements ModelFormat {

    private static final String FILE = "model";

    /** Creates the format; {@link java.util.ServiceLoader} does. */
    public LinearFormat() {}

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public Predictor load(ModelManifest manifest, Files files) {
        LinearModel model = LinearModel.read(files.read(FILE));
        manifest.findSignature().ifPresent(model.shape()::requireFit);
        return model.predictor();
    }

    @Override
    public Optional<ModelShape> shape(ModelManifest manifest, Files files) {
        return Optional.of(LinearModel.read(files.read(FILE)).shape());
    }

    @Override
    public Optional<Explainer> explainer(ModelManifest manifest, Files files) {
        return Optional.of(LinearModel.read(files.read(FILE)).explainer());
    }
}

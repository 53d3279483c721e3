// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * A number to a power that brings training rows closest to a normal distribution. The power λ maximises the likelihood
 * in [-10, 10]. The result is not scaled; let a {@link Scale} follow.
 *
 * <p>G. E. P. Box, D. R. Cox, An analysis of transformations, 1964, section 3. I.-K. Yeo, R. A. Johnson, A new family
 * of power transformations to improve normality or symmetry, Biometrika 87, 2000, section 2.
 *
 * @param input the column
 * @param output the name of the result
 * @param family what is learnt
 */
public record PowerTransform(String input, String output, Family family) implements Transform {

    /** Checks the names. */
    public PowerTransform {
        TransformForm.requireNames(output, input);
        requireNonNull(family, "family");
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static PowerTransform from(Document document) {
        return new PowerTransform(
                TransformForm.input(document),
                TransformForm.output(document),
                document.get("family").constant(Family.class));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("power", input, output).with("family", Document.of(family));
    }

    /** The formula. */
    public enum Family {
        /**
         * {@code (x^λ - 1) / λ}, for λ = 0 {@code log x}. Training rows must be positive; other numbers that are not
         * become NaN.
         */
        BOX_COX,
        /**
         * For x at least 0 {@code ((x + 1)^λ - 1) / λ}, for λ = 0 {@code log(x + 1)}; for x below 0 {@code -((1 - x)^(2
         * - λ) - 1) / (2 - λ)}, for λ = 2 {@code -log(1 - x)}.
         */
        YEO_JOHNSON
    }
}

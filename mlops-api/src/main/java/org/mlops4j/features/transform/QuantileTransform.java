// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * A number by its share in the distribution of the training rows: linear between quantiles, 0 up to the least, 1 from
 * the greatest on. A value that several quantiles share has the middle of their shares. Constant columns give 0.
 *
 * @param input the column
 * @param output the name of the result
 * @param quantiles how many, 2 to 10,000; no more than there are values are used
 * @param distribution what the result is distributed like
 */
public record QuantileTransform(String input, String output, int quantiles, Distribution distribution)
        implements Transform {

    /** Checks names and number. */
    public QuantileTransform {
        TransformForm.requireNames(output, input);
        TransformForm.requireRange(output, "a number of quantiles", quantiles, 2, 10_000);
        requireNonNull(distribution, "distribution");
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static QuantileTransform from(Document document) {
        return new QuantileTransform(
                TransformForm.input(document),
                TransformForm.output(document),
                TransformForm.count(document, "quantiles"),
                document.get("distribution").constant(Distribution.class));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("quantile", input, output)
                .with("quantiles", quantiles)
                .with("distribution", Document.of(distribution));
    }

    /** What the results for training rows are distributed like. */
    public enum Distribution {
        /** Uniformly in [0, 1]. */
        UNIFORM,
        /** Normally with mean 0 and deviation 1; shares are first brought into [1e-7, 1 - 1e-7]. */
        NORMAL
    }
}

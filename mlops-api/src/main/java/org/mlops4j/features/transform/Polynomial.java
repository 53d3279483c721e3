// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * Products of numbers: all of degree 1, then all of degree 2, and so on, each degree in the order of the inputs, as
 * {@code a, b, a a, a b, b b}. Nothing is learnt. A product is null if a factor is, else NaN if a factor is.
 *
 * @param inputs the columns
 * @param output the results are {@code output/0}, {@code output/1} …
 * @param degree the greatest number of factors, 1 to 10
 * @param terms which products
 */
public record Polynomial(List<String> inputs, String output, int degree, Terms terms) implements Transform {

    /** Checks names and degree. */
    public Polynomial {
        inputs = List.copyOf(inputs);
        TransformForm.requireNames(output, inputs);
        TransformForm.requireRange(output, "a degree", degree, 1, 10);
        requireNonNull(terms, "terms");
    }

    static Polynomial from(Document document) {
        return new Polynomial(
                TransformForm.inputs(document),
                TransformForm.output(document),
                TransformForm.count(document, "degree"),
                document.get("terms").constant(Terms.class));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("polynomial", inputs, output)
                .with("degree", degree)
                .with("terms", Document.of(terms));
    }

    /** Which products are made. */
    public enum Terms {
        /** All. */
        ALL,
        /** Those that have no factor twice. */
        INTERACTIONS
    }
}

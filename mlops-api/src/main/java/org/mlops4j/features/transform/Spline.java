// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * The B-splines of a number: smooth bumps over the range of the training rows, which add up to 1. There are
 * {@code knots + degree - 1} of them. Numbers beyond the range have the values of its end. Outside of the range, knots
 * go on at the distance of the first two and of the last two.
 *
 * <p>A constant column is refused. C. de Boor, A practical guide to splines, 1978, chapter IX.
 *
 * @param input the column
 * @param output the results are {@code output/0}, {@code output/1} …
 * @param knots how many, both ends of the range included, 2 to 1,000
 * @param degree 0 to 10; 3 for cubic splines
 * @param placement where the knots are
 */
public record Spline(String input, String output, int knots, int degree, Placement placement) implements Transform {

    /** Checks names and numbers. */
    public Spline {
        TransformForm.requireNames(output, input);
        TransformForm.requireRange(output, "a number of knots", knots, 2, 1_000);
        TransformForm.requireRange(output, "a degree", degree, 0, 10);
        requireNonNull(placement, "placement");
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static Spline from(Document document) {
        return new Spline(
                TransformForm.input(document),
                TransformForm.output(document),
                TransformForm.count(document, "knots"),
                TransformForm.count(document, "degree"),
                document.get("placement").constant(Placement.class));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("spline", input, output)
                .with("knots", knots)
                .with("degree", degree)
                .with("placement", Document.of(placement));
    }

    /** Where the knots between the ends are. */
    public enum Placement {
        /** At equal distances. */
        UNIFORM,
        /** At quantiles of the training rows; of equal ones one is kept. */
        QUANTILE
    }
}

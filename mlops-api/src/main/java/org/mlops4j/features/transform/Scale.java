// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * A number moved and stretched: {@code (x - centre) / scale}. A scale of 0, which a constant column has, counts as 1.
 *
 * @param input the column
 * @param output the name of the result
 * @param method what is learnt
 */
public record Scale(String input, String output, Method method) implements Transform {

    /** Checks the names. */
    public Scale {
        TransformForm.requireNames(output, input);
        requireNonNull(method, "method");
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static Scale from(Document document) {
        return new Scale(
                TransformForm.input(document),
                TransformForm.output(document),
                document.get("method").constant(Method.class));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("scale", input, output).with("method", Document.of(method));
    }

    /** How centre and scale are learnt. */
    public enum Method {
        /** Centre is the mean, scale the standard deviation of the population (divisor n). */
        STANDARD,
        /** Centre is the least value, scale the greatest minus the least: training rows come into [0, 1]. */
        MIN_MAX,
        /** Centre is 0, scale the greatest magnitude: training rows come into [-1, 1]. */
        MAX_ABS,
        /** Centre is the median, scale the distance of the quartiles, which are interpolated linearly. */
        ROBUST
    }
}

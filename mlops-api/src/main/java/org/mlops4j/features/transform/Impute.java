// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * A column of numbers in which null and NaN are replaced by a number learnt from the others.
 *
 * @param input the column
 * @param output the name of the result
 * @param statistic what is learnt
 */
public record Impute(String input, String output, Statistic statistic) implements Transform {

    /** Checks the names. */
    public Impute {
        TransformForm.requireNames(output, input);
        requireNonNull(statistic, "statistic");
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static Impute from(Document document) {
        return new Impute(
                TransformForm.input(document),
                TransformForm.output(document),
                document.get("statistic").constant(Statistic.class));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("impute", input, output).with("statistic", Document.of(statistic));
    }

    /** Which number stands for those that are missing. */
    public enum Statistic {
        /** The mean: the exact sum divided by the count. */
        MEAN,
        /** The middle value; the mean of the two middle ones if the count is even. */
        MEDIAN,
        /** The most frequent value, the least of several. */
        MODE
    }
}

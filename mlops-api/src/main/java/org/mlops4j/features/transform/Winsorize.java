// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * A number brought between two quantiles of the training rows, which are interpolated linearly.
 *
 * @param input the column
 * @param output the name of the result
 * @param lower the share of training rows below the lower bound, from 0
 * @param upper the share of training rows below the upper bound, greater than {@code lower}, to 1
 */
public record Winsorize(String input, String output, double lower, double upper) implements Transform {

    /** Checks names and shares. */
    public Winsorize {
        TransformForm.requireNames(output, input);
        if (!(lower >= 0 && lower < upper && upper <= 1)) {
            throw new InvalidException("transform '" + output + "' needs shares with 0 <= lower < upper <= 1, has "
                    + lower + " and " + upper);
        }
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static Winsorize from(Document document) {
        return new Winsorize(
                TransformForm.input(document),
                TransformForm.output(document),
                document.get("lower").number(),
                document.get("upper").number());
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("winsorize", input, output).with("lower", lower).with("upper", upper);
    }
}

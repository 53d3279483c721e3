// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * A column of numbers in which null and NaN are replaced by a number. Nothing is learnt.
 *
 * @param input the column
 * @param output the name of the result
 * @param value what stands for those that are missing
 */
public record ImputeConstant(String input, String output, double value) implements Transform {

    /** Checks the names. */
    public ImputeConstant {
        TransformForm.requireNames(output, input);
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static ImputeConstant from(Document document) {
        return new ImputeConstant(
                TransformForm.input(document),
                TransformForm.output(document),
                document.get("value").number());
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("impute_constant", input, output).with("value", value);
    }
}

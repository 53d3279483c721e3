// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * Numbers seen along the directions in which the training rows vary most. Centred by the mean, not scaled. The
 * direction has the sign that makes its greatest component positive, the first of several. Training rows in which an
 * input is missing are left out
 *
 * <p>I. T. Jolliffe, Principal component analysis, 2002, section 1.1.
 *
 * @param inputs the columns, 2 to 500
 * @param output the results are {@code output/0}, {@code output/1} …, by decreasing variance
 * @param components how many, at most as many as inputs
 */
public record PrincipalComponents(List<String> inputs, String output, int components) implements Transform {

    /** Checks names and number. */
    public PrincipalComponents {
        inputs = List.copyOf(inputs);
        TransformForm.requireNames(output, inputs);
        TransformForm.requireRange(output, "a number of inputs", inputs.size(), 2, 500);
        TransformForm.requireRange(output, "a number of components", components, 1, inputs.size());
    }

    static PrincipalComponents from(Document document) {
        return new PrincipalComponents(
                TransformForm.inputs(document),
                TransformForm.output(document),
                TransformForm.count(document, "components"));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("principal_components", inputs, output).with("components", components);
    }
}

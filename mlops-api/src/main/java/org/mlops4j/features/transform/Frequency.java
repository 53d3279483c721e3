// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * Categories by their share of the training rows that have one, in (0, 1]. Unknown ones are 0, null is null.
 *
 * @param input the column
 * @param output the name of the result
 */
public record Frequency(String input, String output) implements Transform {

    /** Checks the names. */
    public Frequency {
        TransformForm.requireNames(output, input);
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static Frequency from(Document document) {
        return new Frequency(TransformForm.input(document), TransformForm.output(document));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("frequency", input, output);
    }
}

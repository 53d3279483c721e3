// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * Categories by their rank in the order of values, from 0. Unknown ones are -1, null is null.
 *
 * @param input the column
 * @param output the name of the result
 */
public record Ordinal(String input, String output) implements Transform {

    /** Checks the names. */
    public Ordinal {
        TransformForm.requireNames(output, input);
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static Ordinal from(Document document) {
        return new Ordinal(TransformForm.input(document), TransformForm.output(document));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("ordinal", input, output);
    }
}

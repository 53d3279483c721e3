// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * Whether a column holds nothing: 1 for null and for NaN, else 0. Nothing is learnt.
 *
 * @param input the column
 * @param output the name of the result
 */
public record MissingFlag(String input, String output) implements Transform {

    /** Checks the names. */
    public MissingFlag {
        TransformForm.requireNames(output, input);
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static MissingFlag from(Document document) {
        return new MissingFlag(TransformForm.input(document), TransformForm.output(document));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("missing_flag", input, output);
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * The most frequent categories by rank from 0, the most frequent first, of equally frequent ones the lesser first. All
 * others, seen or not, have the rank after the last. Null is null.
 *
 * @param input the column
 * @param output the name of the result
 * @param most the greatest number of categories that have a rank of their own, at least 1
 */
public record TopCategories(String input, String output, int most) implements Transform {

    /** Checks names and number. */
    public TopCategories {
        TransformForm.requireNames(output, input);
        TransformForm.requireRange(output, "a number of categories", most, 1, Integer.MAX_VALUE);
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static TopCategories from(Document document) {
        return new TopCategories(
                TransformForm.input(document), TransformForm.output(document), TransformForm.count(document, "most"));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("top_categories", input, output).with("most", most);
    }
}

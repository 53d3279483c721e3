// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * One result for each category, 1 where the column holds it, else 0. The categories that are kept are the most frequent
 * ones, of equally frequent ones the lesser; the results are in the order of values. Null is no category: all results
 * are 0 then.
 *
 * @param input the column
 * @param output the results are {@code output/0}, {@code output/1} …
 * @param most the greatest number of categories that are kept, 1 to 10,000
 * @param others what becomes of categories that are not kept or were never seen
 */
public record OneHot(String input, String output, int most, Others others) implements Transform {

    /** Checks names and number. */
    public OneHot {
        TransformForm.requireNames(output, input);
        TransformForm.requireRange(output, "a number of categories", most, 1, 10_000);
        requireNonNull(others, "others");
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static OneHot from(Document document) {
        return new OneHot(
                TransformForm.input(document),
                TransformForm.output(document),
                TransformForm.count(document, "most"),
                document.get("others").constant(Others.class));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("one_hot", input, output).with("most", most).with("others", Document.of(others));
    }

    /** What becomes of categories without a result of their own. */
    public enum Others {
        /** All results are 0. */
        IGNORE,
        /** They have one more result, {@code output/other}, which is 1. */
        TOGETHER
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/**
 * Categories by the mean of the target in the training rows that have them, drawn towards the mean of all: {@code (n
 * mean + smoothing overall) / (n + smoothing)}. Unknown categories have the overall mean. Null is null.
 *
 * <p><b>Cross-fitting.</b> A row must not see its own target. So training rows are put into folds, and each is encoded
 * by what the rows of the other folds give; only rows that come later are encoded by all. The fold of a row follows
 * from a hash of the seed and of its key, whatever the order of the rows; rows of one key share a fold. Keys should
 * name rows, or groups of rows that belong together: a key that tells the target would leak it.
 *
 * <p>D. Micci-Barreca, A preprocessing scheme for high-cardinality categorical attributes, SIGKDD Explorations 3, 2001,
 * section 2.
 *
 * @param input the column of categories
 * @param output the name of the result
 * @param target the column of the target, a number or a truth value; rows without one are left out
 * @param key the column that names the rows: STRING, INT64 or TIMESTAMP, not null
 * @param smoothing the weight of the overall mean, counted in rows, 0 or more
 * @param folds how many, 2 to 100
 * @param seed of the assignment of folds
 */
public record TargetEncoding(
        String input, String output, String target, String key, double smoothing, int folds, long seed)
        implements Transform {

    /** Checks names and numbers. */
    public TargetEncoding {
        TransformForm.requireNames(output, input, target, key);
        Name.requireKey("target of a transform", target);
        if (input.equals(target) || key.equals(target)) {
            throw new InvalidException("transform '" + output + "' reads its target '" + target
                    + "' as input or as key, which would tell the model the answer");
        }
        if (!(smoothing >= 0 && smoothing < Double.POSITIVE_INFINITY)) {
            throw new InvalidException("transform '" + output + "' needs a smoothing of 0 or more, has " + smoothing);
        }
        TransformForm.requireRange(output, "a number of folds", folds, 2, 100);
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static TargetEncoding from(Document document) {
        return new TargetEncoding(
                TransformForm.input(document),
                TransformForm.output(document),
                document.get("target").text(),
                document.get("key").text(),
                document.get("smoothing").number(),
                TransformForm.count(document, "folds"),
                document.get("seed").whole());
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("target_encoding", input, output)
                .with("target", target)
                .with("key", key)
                .with("smoothing", smoothing)
                .with("folds", folds)
                .with("seed", seed);
    }
}

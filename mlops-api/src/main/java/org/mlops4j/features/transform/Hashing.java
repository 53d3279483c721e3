// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform;

import java.util.List;
import org.mlops4j.data.Document;

/**
 * Categories by the number of a bucket that their hash falls into, from 0: for categories too many to be listed, or of
 * which new ones keep coming. Different categories may share a bucket. Nothing is learnt. The hash is XXH64 of the
 * category as text. Null is null.
 *
 * @param input the column
 * @param output the name of the result
 * @param buckets how many there are, 2 to 2^31 - 1
 * @param seed of the hash: another seed lets other categories share a bucket
 */
public record Hashing(String input, String output, int buckets, int seed) implements Transform {

    /** Checks names and number. */
    public Hashing {
        TransformForm.requireNames(output, input);
        TransformForm.requireRange(output, "a number of buckets", buckets, 2, Integer.MAX_VALUE);
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    static Hashing from(Document document) {
        return new Hashing(
                TransformForm.input(document),
                TransformForm.output(document),
                TransformForm.count(document, "buckets"),
                TransformForm.count(document, "seed"));
    }

    @Override
    public Document.Fields toDocument() {
        return TransformForm.of("hashing", input, output)
                .with("buckets", buckets)
                .with("seed", seed);
    }
}

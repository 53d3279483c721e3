// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.lightgbm;

import java.util.BitSet;
import java.util.stream.IntStream;

/** The sets of categories of a tree: one after another in bits of 32-bit words. */
final class CategoryWords {

    private final Block in;
    private final int[] boundaries;
    private final int[] words;
    private final BitSet named = new BitSet();

    CategoryWords(Block in) {
        this.in = in;
        int sets = in.integer("num_cat");
        if (sets < 1 || sets == Integer.MAX_VALUE) {
            throw in.invalid("has categorical splits and " + sets + " sets of categories");
        }
        this.boundaries = in.integers("cat_boundaries", sets + 1);
        for (int i = 0; i <= sets; i++) {
            if (i == 0 ? boundaries[0] != 0 : boundaries[i] < boundaries[i - 1]) {
                throw in.invalid("has sets of categories with the boundary " + boundaries[i] + " at place " + i);
            }
        }
        if (boundaries[sets] > Integer.MAX_VALUE / Integer.SIZE) {
            throw in.invalid("has " + boundaries[sets] + " words of categories, which is too many");
        }
        this.words = boundaries[sets] == 0 ? new int[0] : in.words32("cat_threshold", boundaries[sets]);
    }

    /** {@return the sorted set of the given number, which a node holds as its threshold} */
    int[] set(double number) {
        int index = (int) number;
        if (index != number || index < 0 || index >= boundaries.length - 1) {
            throw in.invalid("names the set of categories " + number + ", there are " + (boundaries.length - 1));
        }
        // Two nodes of one set are sound, but many of a large one would take memory out of proportion to the file.
        if (named.get(index)) {
            throw in.invalid("names the set of categories " + index + " twice");
        }
        named.set(index);
        int first = boundaries[index];
        return IntStream.range(first * Integer.SIZE, boundaries[index + 1] * Integer.SIZE)
                .filter(bit -> (words[bit / Integer.SIZE] >>> bit & 1) != 0)
                .map(bit -> bit - first * Integer.SIZE)
                .toArray();
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.mlops4j.data.Table;

/** Random rows, the same for the same seed. */
final class Sampling {

    private Sampling() {}

    /** {@return at most so many rows of a table, drawn without replacement, in random order; copied} */
    static Table shuffled(Table table, int most, SplittableRandom random) {
        int[] rows = new int[table.rowCount()];
        Arrays.setAll(rows, row -> row);
        int count = Math.min(most, rows.length);
        shuffle(rows, count, random);
        return table.take(Arrays.copyOf(rows, count));
    }

    /** Puts random ones of the numbers in front, by the first steps of a Fisher-Yates shuffle. */
    static void shuffle(int[] numbers, int count, SplittableRandom random) {
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(numbers.length - i);
            int number = numbers[other];
            numbers[other] = numbers[i];
            numbers[i] = number;
        }
    }
}

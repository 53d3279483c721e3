// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import java.util.Arrays;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/** Arrays in saved states, and checks of what is read back. */
final class Saved {

    private Saved() {}

    /** {@return the first values of an array} */
    static Document numbers(double[] values, int count) {
        return Document.list(
                Arrays.stream(values, 0, count).mapToObj(Document::of).toList());
    }

    /**
     * Reads numbers to the beginning of an array.
     *
     * @return how many there were
     * @throws InvalidException if there are more than the array holds
     */
    static int read(Document numbers, double[] into) {
        int count = size(numbers, into.length);
        for (int i = 0; i < count; i++) {
            into[i] = numbers.list().get(i).number();
        }
        return count;
    }

    /**
     * {@return the size of a list}
     *
     * @throws InvalidException if it is greater than the most
     */
    static int size(Document list, int most) {
        return (int) between("size of a list", list.list().size(), 0, most);
    }

    /**
     * {@return a whole number}
     *
     * @throws InvalidException if it is out of bounds
     */
    static long whole(Document saved, String name, long least, long most) {
        return between(name, saved.get(name).whole(), least, most);
    }

    private static long between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new InvalidException("the " + name + " of a saved detector is from " + least + " to " + most
                    + ", was " + value + "; was it saved with other parameters?");
        }
        return value;
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.multivariate;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of points, and their products by twos if they are few: without them, changes of spread and correlation
 * would stay unseen. Each has mean 0 and standard deviation 1 over the points that it was made from; those that are the
 * same everywhere are left out.
 */
final class DenseFeatures {

    /** With more, their products would outnumber the rows. */
    private static final int MOST_FACTORS = 30;

    private final Encoding encoding;
    private final List<Term> terms;

    private DenseFeatures(Encoding encoding, List<Term> terms) {
        this.encoding = encoding;
        this.terms = List.copyOf(terms);
    }

    /** {@return the features that tell some of these points apart} */
    static DenseFeatures of(Encoding encoding, Points reference, Points current) {
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < encoding.size(); i++) {
            addIfSpread(terms, i, Term.NONE, reference, current);
        }
        List<Term> factors = List.copyOf(terms);
        for (int i = 0; i < factors.size() && factors.size() <= MOST_FACTORS; i++) {
            for (int j = i; j < factors.size(); j++) {
                addIfSpread(terms, factors.get(i).one(), factors.get(j).one(), reference, current);
            }
        }
        return new DenseFeatures(encoding, terms);
    }

    /** {@return how many features there are at most} */
    static int most(int numbers) {
        int factors = Math.min(numbers, MOST_FACTORS);
        return numbers + factors * (factors + 1) / 2;
    }

    int size() {
        return terms.size();
    }

    String name(int feature) {
        Term term = terms.get(feature);
        String one = encoding.feature(term.one());
        if (term.other() == Term.NONE) {
            return one;
        }
        return term.other() == term.one() ? one + "²" : one + " × " + encoding.feature(term.other());
    }

    /** Adds the features of a point to the row that is being filled. */
    void write(Points points, int row, SparseRows target) {
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            target.add(i, (term.of(points, row) - term.mean()) / term.deviation());
        }
    }

    private static void addIfSpread(List<Term> terms, int one, int other, Points reference, Points current) {
        Term raw = new Term(one, other, 0, 1);
        double rows = (double) reference.size() + current.size();
        double mean = (raw.sum(reference, 0, 1) + raw.sum(current, 0, 1)) / rows;
        double squares = raw.sum(reference, mean, 2) + raw.sum(current, mean, 2);
        // What differs by rounding only is the same.
        if (squares / rows > 1e-20) {
            terms.add(new Term(one, other, mean, Math.sqrt(squares / rows)));
        }
    }

    /** A number, or the product of two. */
    private record Term(int one, int other, double mean, double deviation) {

        static final int NONE = -1;

        double of(Points points, int row) {
            double value = points.get(row, one);
            return other == NONE ? value : value * points.get(row, other);
        }

        double sum(Points points, double centre, int power) {
            double sum = 0;
            for (int row = 0; row < points.size(); row++) {
                double difference = of(points, row) - centre;
                sum += power == 2 ? difference * difference : difference;
            }
            return sum;
        }
    }
}

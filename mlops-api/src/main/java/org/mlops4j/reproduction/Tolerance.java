// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.reproduction;

import org.mlops4j.data.Document;
import org.mlops4j.registry.Examples;

/**
 * How far numbers may be apart to count as equivalent.
 *
 * @param ulps the greatest distance of two numbers of an output in units in the last place, that is how many doubles
 *     lie from one to the other
 * @param predictions the greatest distance of two predictions over the greater magnitude of both, but for magnitudes
 *     below 1, where it is the greatest distance
 */
public record Tolerance(long ulps, double predictions) {

    /**
     * 1 024 ulps, relatively 2e-13: what becomes of the sum of a million numbers in another order; and for predictions
     * what float arithmetic in another order makes of them.
     */
    public static final Tolerance DEFAULT = new Tolerance(1_024, Examples.DEFAULT_TOLERANCE);

    /** Only what is the same to the last bit. */
    public static final Tolerance NONE = new Tolerance(0, 0);

    /** Checks that neither is negative. */
    public Tolerance {
        if (ulps < 0 || !(predictions >= 0 && predictions < 1)) {
            throw new IllegalArgumentException("a tolerance is from 0 ulps and from 0 to less than 1 for predictions,"
                    + " was " + ulps + " and " + predictions);
        }
    }

    /** {@return the tolerance whose {@link #toDocument()} this is} */
    public static Tolerance from(Document document) {
        return new Tolerance(
                document.get("ulps").whole(), document.get("predictions").number());
    }

    /** {@return the form in which tolerances are stored} */
    public Document toDocument() {
        return Document.object().with("ulps", ulps).with("predictions", predictions);
    }
}

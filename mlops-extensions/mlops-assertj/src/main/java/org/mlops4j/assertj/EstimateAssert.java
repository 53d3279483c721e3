// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.assertj;

import java.util.Locale;
import org.assertj.core.api.AbstractAssert;
import org.mlops4j.monitoring.performance.Estimate;

/**
 * Assertions on a metric and its 95 % interval. There are three readings of "at least 0.7", and each has its name:
 *
 * <ul>
 *   <li>{@link #isAtLeast} and {@link #isAtMost} ask for proof: the whole interval keeps the bound. With the metric
 *       just at the bound they fail 39 times out of 40; more rows make the interval narrower.
 *   <li>{@link #isNotBelow} and {@link #isNotAbove} ask for the absence of proof to the contrary: they fail only if the
 *       whole interval breaks the bound, with the metric just at it one time out of 40.
 *   <li>{@link #hasValueAtLeast} and {@link #hasValueAtMost} look at the number alone; with few rows that is a coin
 *       toss.
 * </ul>
 *
 * An undefined metric fails all of them, one without interval those that need it.
 */
public final class EstimateAssert extends AbstractAssert<EstimateAssert, Estimate> {

    EstimateAssert(Estimate actual) {
        super(actual, EstimateAssert.class);
    }

    /** Verifies that the lower end of the interval is at least the bound. */
    public EstimateAssert isAtLeast(double bound) {
        requireInterval("at least", bound);
        return check(actual.low() >= bound, "at least", bound, "the interval reaches below it");
    }

    /** Verifies that the upper end of the interval is at most the bound. */
    public EstimateAssert isAtMost(double bound) {
        requireInterval("at most", bound);
        return check(actual.high() <= bound, "at most", bound, "the interval reaches above it");
    }

    /** Verifies that the upper end of the interval is at least the bound. */
    public EstimateAssert isNotBelow(double bound) {
        requireInterval("not below", bound);
        return check(actual.high() >= bound, "not below", bound, "the whole interval lies below it");
    }

    /** Verifies that the lower end of the interval is at most the bound. */
    public EstimateAssert isNotAbove(double bound) {
        requireInterval("not above", bound);
        return check(actual.low() <= bound, "not above", bound, "the whole interval lies above it");
    }

    /** Verifies that the value is at least the bound, whatever its interval. */
    public EstimateAssert hasValueAtLeast(double bound) {
        requireValue("of a value at least", bound);
        return check(actual.value() >= bound, "of a value at least", bound, "the value is less");
    }

    /** Verifies that the value is at most the bound, whatever its interval. */
    public EstimateAssert hasValueAtMost(double bound) {
        requireValue("of a value at most", bound);
        return check(actual.value() <= bound, "of a value at most", bound, "the value is greater");
    }

    private void requireValue(String relation, double bound) {
        isNotNull();
        check(actual.defined(), relation, bound, actual.reason());
    }

    private void requireInterval(String relation, double bound) {
        requireValue(relation, bound);
        boolean known = !Double.isNaN(actual.low()) && !Double.isNaN(actual.high());
        check(known, relation, bound, "it has no interval, only its value can be checked");
    }

    private EstimateAssert check(boolean holds, String relation, double bound, String why) {
        if (!holds) {
            failWithMessage(
                    "Expecting %s to be %s %s, but it was %s: %s.", actual.metric(), relation, bound, found(), why);
        }
        return this;
    }

    private String found() {
        return actual.defined()
                ? String.format(
                        Locale.ROOT,
                        "%.4g with a 95 %% interval of [%.4g, %.4g] from %d rows",
                        actual.value(),
                        actual.low(),
                        actual.high(),
                        actual.rows())
                : "undefined from " + actual.rows() + " rows";
    }
}

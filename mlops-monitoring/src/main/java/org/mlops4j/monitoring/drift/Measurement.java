// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.drift;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * What one test measured between a reference and current data.
 *
 * @param test the name of the test as it was carried out, such as {@code ks}
 * @param statistic the test statistic, NaN if it could not be computed
 * @param pValue the chance of a statistic as large without any drift; NaN for distances, which have none
 * @param effect the size of the change, NaN if it could not be computed; infinite where the reference has no spread to
 *     measure in
 * @param unit what the effect is measured in
 * @param referenceRows the number of reference rows it rests on
 * @param currentRows the number of current rows it rests on
 * @param reason why it could not be computed, empty if it was
 */
public record Measurement(
        String test,
        double statistic,
        double pValue,
        double effect,
        EffectUnit unit,
        long referenceRows,
        long currentRows,
        String reason) {

    /** Checks that the parts are there. */
    public Measurement {
        requireNonNull(test, "test");
        requireNonNull(unit, "unit");
        requireNonNull(reason, "reason");
    }

    /**
     * {@return a distance: a measurement without p-value, whose effect is its statistic}
     *
     * @param test the name of the test
     * @param distance not negative
     * @param unit what it is measured in
     * @param referenceRows the number of reference rows it rests on
     * @param currentRows the number of current rows it rests on
     */
    public static Measurement distance(
            String test, double distance, EffectUnit unit, long referenceRows, long currentRows) {
        return new Measurement(test, distance, Double.NaN, distance, unit, referenceRows, currentRows, "");
    }

    /**
     * {@return a measurement that was not possible}
     *
     * @param test the name of the test
     * @param unit what it would be measured in
     * @param referenceRows the number of reference rows there are
     * @param currentRows the number of current rows there are
     * @param reason what the test needs, or what the column has that it cannot use
     */
    public static Measurement impossible(
            String test, EffectUnit unit, long referenceRows, long currentRows, String reason) {
        return new Measurement(test, Double.NaN, Double.NaN, Double.NaN, unit, referenceRows, currentRows, reason);
    }

    /** {@return a measurement that was not possible because a sample has less than two values} */
    static Measurement tooFew(String test, EffectUnit unit, long referenceRows, long currentRows) {
        return impossible(test, unit, referenceRows, currentRows, "needs at least two values a side");
    }

    /** {@return whether the effect could be computed} */
    public boolean computable() {
        return !Double.isNaN(effect);
    }

    /** {@return the form for machines} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("test", test)
                .with("statistic", statistic)
                .with("pValue", pValue)
                .with("effect", effect)
                .with("unit", unit.name())
                .with("referenceRows", referenceRows)
                .with("currentRows", currentRows)
                .with("reason", reason);
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * The test of Page and Hinkley: sums up how far values are above their mean, never below 0, and says DRIFT when the sum
 * is large. Looks from the 30th value on and never warns. For all numbers, which the parameters must fit: those of
 * {@link #defaults} are for values of about 0 to 1. Memory and time are constant.
 *
 * @param tolerance what a value may be above the mean without counting, from 0, in units of the values; half of the
 *     smallest change that matters is a good choice
 * @param threshold at which sum to alarm, above 0, in units of the values
 * @param forgetting by what the sum is multiplied before each value, above 0 to 1
 * @param direction of the changes
 * @see <a href="https://doi.org/10.1093/biomet/41.1-2.100">E. S. Page (1954), Continuous inspection schemes</a>
 * @see <a href="https://doi.org/10.1093/biomet/58.3.509">D. V. Hinkley (1971), Inference about the change-point from
 *     cumulative sum tests</a>
 */
public record PageHinkley(double tolerance, double threshold, double forgetting, Direction direction)
        implements DetectorDefinition {

    static final String TYPE = "page-hinkley";

    private static final int WARM_UP = 30;

    /** Checks the parameters. */
    public PageHinkley {
        Parameters.requireNotNegative("tolerance", tolerance);
        Parameters.requirePositive("threshold", threshold);
        if (!(forgetting > 0 && forgetting <= 1)) {
            throw new IllegalArgumentException("forgetting is above 0 and up to 1, was " + forgetting);
        }
        requireNonNull(direction, "direction");
    }

    /** {@return tolerance 0.005, threshold 50 and forgetting 0.9999, which other libraries use too; two-sided} */
    public static PageHinkley defaults() {
        return new PageHinkley(0.005, 50, 0.9999, Direction.BOTH);
    }

    static PageHinkley read(Document document) {
        return new PageHinkley(
                document.get("tolerance").number(),
                document.get("threshold").number(),
                document.get("forgetting").number(),
                document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public PageHinkley with(Direction changes) {
        return new PageHinkley(tolerance, threshold, forgetting, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.REAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, direction.test(() -> new Excess(this), range()));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("tolerance", tolerance)
                .with("threshold", threshold)
                .with("forgetting", forgetting)
                .with("direction", Document.of(direction));
    }

    /** The sum of what is above the mean. */
    private static final class Excess implements ChangeTest {

        private final PageHinkley definition;
        private long count;
        private double mean;
        private double excess;

        Excess(PageHinkley definition) {
            this.definition = definition;
        }

        @Override
        public DetectorState next(double value) {
            count++;
            mean += (value - mean) / count;
            excess = Math.max(0, definition.forgetting * excess + value - mean - definition.tolerance);
            return count >= WARM_UP && excess > definition.threshold ? DetectorState.DRIFT : DetectorState.STABLE;
        }

        @Override
        public void restart() {
            count = 0;
            mean = 0;
            excess = 0;
        }

        @Override
        public Document save() {
            return Document.object().with("count", count).with("mean", mean).with("excess", excess);
        }

        @Override
        public void load(Document saved) {
            count = saved.get("count").whole();
            mean = saved.get("mean").number();
            excess = saved.get("excess").number();
        }
    }
}

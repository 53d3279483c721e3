// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;
import org.mlops4j.data.RunningMoments;

/**
 * Cumulative sum, self-starting: sums up by how many standard deviations values are above the mean of those before,
 * never below 0, and says DRIFT when the sum is large. Looks from the 31st value on, once values differed, and never
 * warns. For all numbers, in any unit. Memory and time are constant.
 *
 * @param allowance what a value may be above the mean without counting, from 0, in standard deviations; half of the
 *     smallest change that matters is a good choice
 * @param threshold at which sum to alarm, above 0, in standard deviations
 * @param direction of the changes
 * @see <a href="https://doi.org/10.1093/biomet/41.1-2.100">E. S. Page (1954), Continuous inspection schemes</a>
 * @see <a href="https://doi.org/10.2307/2348827">D. M. Hawkins (1987), Self-starting cusum charts for location and
 *     scale</a>
 */
public record Cusum(double allowance, double threshold, Direction direction) implements DetectorDefinition {

    static final String TYPE = "cusum";

    private static final int WARM_UP = 30;

    /** Checks the parameters. */
    public Cusum {
        Parameters.requireNotNegative("allowance", allowance);
        Parameters.requirePositive("threshold", threshold);
        requireNonNull(direction, "direction");
    }

    /**
     * {@return allowance 0.1 and threshold 60, for rare alarms on errors as well as on bell curves; two-sided (The 0.5
     * and 5 of textbooks are for a mean that is known, and alarm once in a thousand values.)}
     */
    public static Cusum defaults() {
        return new Cusum(0.1, 60, Direction.BOTH);
    }

    static Cusum read(Document document) {
        return new Cusum(
                document.get("allowance").number(),
                document.get("threshold").number(),
                document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public Cusum with(Direction changes) {
        return new Cusum(allowance, threshold, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.REAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, direction.test(() -> new StandardizedExcess(this), range()));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("allowance", allowance)
                .with("threshold", threshold)
                .with("direction", Document.of(direction));
    }

    /** The sum of what is above the mean, in standard deviations. */
    private static final class StandardizedExcess implements ChangeTest {

        private final Cusum definition;
        private final RunningMoments before = new RunningMoments();
        private double excess;

        StandardizedExcess(Cusum definition) {
            this.definition = definition;
        }

        @Override
        public DetectorState next(double value) {
            if (before.count() >= WARM_UP && before.variance() > 0) {
                double deviations = (value - before.mean()) / Math.sqrt(before.variance());
                excess = Math.max(0, excess + deviations - definition.allowance);
            }
            before.add(value);
            return excess > definition.threshold ? DetectorState.DRIFT : DetectorState.STABLE;
        }

        @Override
        public void restart() {
            before.clear();
            excess = 0;
        }

        @Override
        public Document save() {
            return Document.object().with("before", before.save()).with("excess", excess);
        }

        @Override
        public void load(Document saved) {
            before.load(saved.get("before"));
            excess = saved.get("excess").number();
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;
import org.mlops4j.data.RunningMoments;

/**
 * Geometric moving average: compares an average that weighs new values more with the mean of all, in standard
 * deviations of their difference. Looks from the 30th value on. For all numbers, in any unit; a single value that is
 * very far out can alarm. Memory and time are constant.
 *
 * <p>The average is that of weights that sum to 1, {@code w (1 - w)^age} divided by their sum. If nothing changes, its
 * difference from the mean of {@code n} values has the variance of a value times the sum of the squares of these
 * weights less {@code 1 / n}.
 *
 * @param weight of the newest value in the average, in the long run; between 0 and 1
 * @param drift how many standard deviations are DRIFT, above 0
 * @param warning how many are a WARNING, above 0 and less than {@code drift}
 * @param direction of the changes
 * @see <a href="https://doi.org/10.1080/00401706.1959.10489860">S. W. Roberts (1959), Control chart tests based on
 *     geometric moving averages</a>
 */
public record Gma(double weight, double drift, double warning, Direction direction) implements DetectorDefinition {

    static final String TYPE = "gma";

    private static final int WARM_UP = 30;

    /** Checks the parameters. */
    public Gma {
        Parameters.requireProbability("weight", weight);
        Parameters.requirePositive("drift", drift);
        Parameters.requirePositive("warning", warning);
        Parameters.requireLess("warning", warning, "drift", drift);
        requireNonNull(direction, "direction");
    }

    /** {@return weight 0.01, drift 5 and warning 4, for rare alarms; two-sided} */
    public static Gma defaults() {
        return new Gma(0.01, 5, 4, Direction.BOTH);
    }

    static Gma read(Document document) {
        return new Gma(
                document.get("weight").number(),
                document.get("drift").number(),
                document.get("warning").number(),
                document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public Gma with(Direction changes) {
        return new Gma(weight, drift, warning, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.REAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, new MovingAverage(this));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("weight", weight)
                .with("drift", drift)
                .with("warning", warning)
                .with("direction", Document.of(direction));
    }

    /** The average and the mean; symmetric, so both directions are one test. */
    private static final class MovingAverage implements ChangeTest {

        private final Gma definition;
        private final RunningMoments all = new RunningMoments();
        private double average;
        /** What the average would weigh of values before the first. */
        private double missing = 1;

        MovingAverage(Gma definition) {
            this.definition = definition;
        }

        @Override
        public DetectorState next(double value) {
            double weight = definition.weight;
            all.add(value);
            missing *= 1 - weight;
            average += weight / (1 - missing) * (value - average);
            double difference = average - all.mean();
            if (all.count() < WARM_UP || !definition.direction.includes(difference)) {
                return DetectorState.STABLE;
            }
            double squares = weight / (2 - weight) * (1 + missing) / (1 - missing) - 1.0 / all.count();
            double variance = all.variance() * squares;
            double square = difference * difference;
            if (variance <= 0 || square <= definition.warning * definition.warning * variance) {
                return DetectorState.STABLE;
            }
            return square > definition.drift * definition.drift * variance
                    ? DetectorState.DRIFT
                    : DetectorState.WARNING;
        }

        @Override
        public void restart() {
            all.clear();
            average = 0;
            missing = 1;
        }

        @Override
        public Document save() {
            return Document.object()
                    .with("all", all.save())
                    .with("average", average)
                    .with("missing", missing);
        }

        @Override
        public void load(Document saved) {
            all.load(saved.get("all"));
            average = saved.get("average").number();
            missing = saved.get("missing").number();
        }
    }
}

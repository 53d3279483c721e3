// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * Exponentially weighted moving average for concept drift detection: a moving average of the errors, weight 0.2,
 * against the rate of all. Looks from the 30th value on. Sees sudden great changes at once, and alarms often without a
 * cause: no choice for alarms that wake somebody, nor where errors are rare. Cannot alarm where the average cannot get
 * above the limit, which is so from an error rate of about one half. For values from 0 to 1. Memory and time are
 * constant.
 *
 * <p>The limits are the paper's polynomials of the error rate. Simulated with a known rate, the one for 400 alarms
 * after 110 to 280 values in the mean, that for 100 after 3 to 100. The paper's third one, for 1 000, is below that for
 * 400 where errors are rare, so it is not offered.
 *
 * @param runLength how many values there are to be between two false alarms in the mean, in the sense of the paper; 100
 *     or 400
 * @param direction of the changes
 * @see <a href="https://arxiv.org/abs/1212.6018">G. J. Ross et al. (2012), Exponentially weighted moving average charts
 *     for detecting concept drift</a>
 */
public record Ecdd(int runLength, Direction direction) implements DetectorDefinition {

    static final String TYPE = "ecdd";

    private static final int WARM_UP = 30;
    private static final double WEIGHT = 0.2;
    /** Where to warn, as a part of the limit. */
    private static final double WARNING = 0.5;

    /** Checks the parameters. */
    public Ecdd {
        if (runLength != 100 && runLength != 400) {
            throw new IllegalArgumentException("runLength is 100 or 400, was " + runLength);
        }
        requireNonNull(direction, "direction");
    }

    /** {@return run length 400; two-sided} */
    public static Ecdd defaults() {
        return new Ecdd(400, Direction.BOTH);
    }

    static Ecdd read(Document document) {
        return new Ecdd(
                Math.toIntExact(document.get("runLength").whole()),
                document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public Ecdd with(Direction changes) {
        return new Ecdd(runLength, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.UNIT_INTERVAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, direction.test(() -> new Chart(runLength), range()));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("runLength", runLength)
                .with("direction", Document.of(direction));
    }

    private static double limit(int runLength, double p) {
        double p2 = p * p;
        if (runLength == 100) {
            return 2.76 + p * (-6.23 + p2 * (18.12 + p2 * (-312.45 + p2 * 1002.18)));
        }
        return 3.97 + p * (-6.56 + p2 * (48.73 + p2 * (-330.13 + p2 * 848.18)));
    }

    /** The chart for increases. */
    private static final class Chart implements ChangeTest {

        private final int runLength;
        private long count;
        private double errors;
        private double average;
        /** What the average weighs of values before the first. */
        private double missing = 1;

        Chart(int runLength) {
            this.runLength = runLength;
        }

        @Override
        public DetectorState next(double value) {
            count++;
            errors += value;
            average += WEIGHT * (value - average);
            missing *= 1 - WEIGHT;
            double p = errors / count;
            double variance = p * (1 - p) * WEIGHT / (2 - WEIGHT) * (1 - missing * missing);
            if (count < WARM_UP || variance == 0) {
                return DetectorState.STABLE;
            }
            double excess = (average - p) / Math.sqrt(variance);
            double limit = limit(runLength, p);
            if (excess > limit) {
                return DetectorState.DRIFT;
            }
            return excess > WARNING * limit ? DetectorState.WARNING : DetectorState.STABLE;
        }

        @Override
        public void restart() {
            count = 0;
            errors = 0;
            average = 0;
            missing = 1;
        }

        @Override
        public Document save() {
            return Document.object()
                    .with("count", count)
                    .with("errors", errors)
                    .with("average", average)
                    .with("missing", missing);
        }

        @Override
        public void load(Document saved) {
            count = saved.get("count").whole();
            errors = saved.get("errors").number();
            average = saved.get("average").number();
            missing = saved.get("missing").number();
        }
    }
}

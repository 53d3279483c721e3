// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * Hoeffding's bound on averages: says DRIFT when the mean of all values is above that of the best beginning by more
 * than chance explains, whatever the distribution. The first choice for errors of a model: false alarms are very rare.
 * The bound is the same for rare and for frequent errors, so small changes of small rates are found late; {@link Adwin}
 * finds those sooner. For values from 0 to 1. Memory and time are constant.
 *
 * @param drift how likely a false alarm may be at one test; between 0 and 1
 * @param warning the same for WARNING; greater than {@code drift}, less than 1
 * @param direction of the changes
 * @see <a href="https://doi.org/10.1109/TKDE.2014.2345382">I. Frías-Blanco et al. (2014), Online and non-parametric
 *     drift detection methods based on Hoeffding's bounds, A-test</a>
 */
public record HddmA(double drift, double warning, Direction direction) implements DetectorDefinition {

    static final String TYPE = "hddm-a";

    /** Checks the parameters. */
    public HddmA {
        Parameters.requireProbability("drift", drift);
        Parameters.requireProbability("warning", warning);
        Parameters.requireLess("drift", drift, "warning", warning);
        requireNonNull(direction, "direction");
    }

    /** {@return drift 0.001 and warning 0.005, as in the paper; two-sided} */
    public static HddmA defaults() {
        return new HddmA(0.001, 0.005, Direction.BOTH);
    }

    static HddmA read(Document document) {
        return new HddmA(
                document.get("drift").number(),
                document.get("warning").number(),
                document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public HddmA with(Direction changes) {
        return new HddmA(drift, warning, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.UNIT_INTERVAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, direction.test(() -> new Averages(this), range()));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("drift", drift)
                .with("warning", warning)
                .with("direction", Document.of(direction));
    }

    /** The mean of all values, and of those up to the cut: the beginning with the least upper bound of its mean. */
    private static final class Averages implements ChangeTest {

        private final double halfLogCut;
        private final double halfLogDrift;
        private final double halfLogWarning;
        private long count;
        private double sum;
        private long cutCount;
        private double cutMean;
        private double cutBound;

        Averages(HddmA definition) {
            halfLogCut = Math.log(1 / definition.drift) / 2;
            halfLogDrift = Math.log(2 / definition.drift) / 2;
            halfLogWarning = Math.log(2 / definition.warning) / 2;
        }

        @Override
        public DetectorState next(double value) {
            count++;
            sum += value;
            double mean = sum / count;
            double bound = mean + Math.sqrt(halfLogCut / count);
            if (cutCount == 0 || bound <= cutBound) {
                cutCount = count;
                cutMean = mean;
                cutBound = bound;
                return DetectorState.STABLE;
            }
            double rise = mean - cutMean;
            if (rise <= 0) {
                return DetectorState.STABLE;
            }
            // Of squares, so that no root is needed: the rise is at least sqrt(m / 2 ln(2 / drift)).
            double m = (count - cutCount) / ((double) cutCount * count);
            if (rise * rise >= m * halfLogDrift) {
                return DetectorState.DRIFT;
            }
            return rise * rise >= m * halfLogWarning ? DetectorState.WARNING : DetectorState.STABLE;
        }

        @Override
        public void restart() {
            count = 0;
            sum = 0;
            cutCount = 0;
            cutMean = 0;
            cutBound = 0;
        }

        @Override
        public Document save() {
            return Document.object()
                    .with("count", count)
                    .with("sum", sum)
                    .with("cutCount", cutCount)
                    .with("cutMean", cutMean)
                    .with("cutBound", cutBound);
        }

        @Override
        public void load(Document saved) {
            count = saved.get("count").whole();
            sum = saved.get("sum").number();
            cutCount = saved.get("cutCount").whole();
            cutMean = saved.get("cutMean").number();
            cutBound = saved.get("cutBound").number();
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.mlops4j.data.Document;

/**
 * Statistical test of equal proportions: the error rate of the latest values against that of all before, by the normal
 * approximation with continuity correction. Looks once there are as many older values as latest ones. Tests at every
 * value, so it alarms often without a cause. For values from 0 to 1. Memory: {@code window} numbers. Time is constant.
 *
 * @param drift p-value, two-sided, below which it is DRIFT; between 0 and 1
 * @param warning the same for WARNING; greater than {@code drift}, less than 1
 * @param window how many values are the latest, 2 to 100 000
 * @param direction of the changes
 * @see <a href="https://doi.org/10.1007/978-3-540-75488-6_27">K. Nishida, K. Yamauchi (2007), Detecting concept drift
 *     using statistical testing</a>
 */
public record Stepd(double drift, double warning, int window, Direction direction) implements DetectorDefinition {

    static final String TYPE = "stepd";

    /** Checks the parameters. */
    public Stepd {
        Parameters.requireProbability("drift", drift);
        Parameters.requireProbability("warning", warning);
        Parameters.requireLess("drift", drift, "warning", warning);
        Parameters.requireBetween("window", window, 2, 100_000);
        requireNonNull(direction, "direction");
    }

    /** {@return drift 0.003, warning 0.05 and window 30, as in the paper; two-sided} */
    public static Stepd defaults() {
        return new Stepd(0.003, 0.05, 30, Direction.BOTH);
    }

    static Stepd read(Document document) {
        return new Stepd(
                document.get("drift").number(),
                document.get("warning").number(),
                Math.toIntExact(document.get("window").whole()),
                document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public Stepd with(Direction changes) {
        return new Stepd(drift, warning, window, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.UNIT_INTERVAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, new Proportions(this));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("drift", drift)
                .with("warning", warning)
                .with("window", window)
                .with("direction", Document.of(direction));
    }

    /** The sums of the older and of the latest values; symmetric, so both directions are one test. */
    private static final class Proportions implements ChangeTest {

        private final Direction direction;
        private final double driftQuantile;
        private final double warningQuantile;
        private final LatestValues latest;
        private double latestSum;
        private long older;
        private double olderSum;

        Proportions(Stepd definition) {
            direction = definition.direction;
            driftQuantile = NormalDistribution.of(0, 1).inverseSurvivalProbability(definition.drift / 2);
            warningQuantile = NormalDistribution.of(0, 1).inverseSurvivalProbability(definition.warning / 2);
            latest = new LatestValues(definition.window);
        }

        @Override
        public DetectorState next(double value) {
            older += latest.isFull() ? 1 : 0;
            double gone = latest.add(value);
            olderSum += gone;
            latestSum += value - gone;
            if (older < latest.size()) {
                return DetectorState.STABLE;
            }
            double difference = latestSum / latest.size() - olderSum / older;
            double inverseSize = 1.0 / latest.size() + 1.0 / older;
            double p = (latestSum + olderSum) / (latest.size() + older);
            double deviation = Math.sqrt(p * (1 - p) * inverseSize);
            double distance = Math.abs(difference) - inverseSize / 2;
            if (!direction.includes(difference) || distance <= warningQuantile * deviation) {
                return DetectorState.STABLE;
            }
            return distance > driftQuantile * deviation ? DetectorState.DRIFT : DetectorState.WARNING;
        }

        @Override
        public void restart() {
            latest.clear();
            latestSum = 0;
            older = 0;
            olderSum = 0;
        }

        @Override
        public Document save() {
            return Document.object()
                    .with("latest", latest.save())
                    .with("latestSum", latestSum)
                    .with("older", older)
                    .with("olderSum", olderSum);
        }

        @Override
        public void load(Document saved) {
            latest.load(saved.get("latest"));
            latestSum = saved.get("latestSum").number();
            older = saved.get("older").whole();
            olderSum = saved.get("olderSum").number();
        }
    }
}

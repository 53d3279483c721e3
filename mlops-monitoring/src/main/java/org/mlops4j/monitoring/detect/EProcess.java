// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.detect;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.mlops4j.data.Document;

/**
 * A test of labelled errors against a promised error rate that may be looked at after every value, for ever: if the
 * rate is as promised, the probability that it <em>ever</em> says DRIFT is at most {@code drift}. Needs no warm-up and
 * no windows. For values from 0 to 1. Memory and time are constant.
 *
 * <p>It bets against the promise, on odds of an error of 1.5 to 10 times the promised ones or, for a fall, as many
 * times less, from every value on, and alarms when the capital has grown 1 / {@code drift} times. The promise has to
 * hold for each value given those before, whatever their distribution. Each start, and each beginning after a DRIFT, is
 * a test of its own. Unlike the other detectors it does not learn what is normal: a rate that was never as promised is
 * a DRIFT too.
 *
 * @param baseline the promised error rate, between 0 and 1
 * @param drift how likely a false alarm may be; between 0 and 1
 * @param warning the same for WARNING; greater than {@code drift}, less than 1
 * @param direction INCREASE if a lower rate keeps the promise, DECREASE if a higher one does, BOTH if neither
 * @see <a href="https://doi.org/10.1093/jrsssb/qkad009">I. Waudby-Smith, A. Ramdas (2024), Estimating means of bounded
 *     random variables by betting</a>
 * @see <a href="https://doi.org/10.51387/23-NEJSDS51">J. Shin, A. Ramdas, A. Rinaldo (2023), E-detectors: a
 *     nonparametric framework for sequential change detection</a>
 */
public record EProcess(double baseline, double drift, double warning, Direction direction)
        implements DetectorDefinition {

    static final String TYPE = "e-process";

    private static final double[] ODDS_RATIOS = {1.5, 2, 3, 5, 10};

    /** Checks the parameters. */
    public EProcess {
        Parameters.requireProbability("baseline", baseline);
        Parameters.requireProbability("drift", drift);
        Parameters.requireProbability("warning", warning);
        Parameters.requireLess("drift", drift, "warning", warning);
        requireNonNull(direction, "direction");
    }

    /** {@return a test of a promised rate with drift 0.001 and warning 0.01; two-sided} */
    public static EProcess against(double baseline) {
        return new EProcess(baseline, 0.001, 0.01, Direction.BOTH);
    }

    static EProcess read(Document document) {
        return new EProcess(
                document.get("baseline").number(),
                document.get("drift").number(),
                document.get("warning").number(),
                document.get("direction").constant(Direction.class));
    }

    /** {@return the same that looks for changes of one direction} */
    public EProcess with(Direction changes) {
        return new EProcess(baseline, drift, warning, changes);
    }

    @Override
    public ValueRange range() {
        return ValueRange.UNIT_INTERVAL;
    }

    @Override
    public DriftDetector start() {
        return new DriftDetector(this, new Capital(this));
    }

    @Override
    public Document toDocument() {
        return Document.object()
                .with("type", TYPE)
                .with("baseline", baseline)
                .with("drift", drift)
                .with("warning", warning)
                .with("direction", Document.of(direction));
    }

    /**
     * The capital of each bet. Of the stake of 1, a part is put in at every value: that of value {@code t} is {@code 1
     * / (1 + ln t) - 1 / (1 + ln(t + 1))}, and all parts sum to 1.
     */
    private static final class Capital implements ChangeTest {

        private final EProcess definition;
        /** By what a bet multiplies at a value of 0. */
        private final double[] atZero;
        /** By what it multiplies more at a value of 1. */
        private final double[] slope;

        private final double[] capital;
        private long count;
        private double stakeLeft = 1;

        Capital(EProcess definition) {
            this.definition = definition;
            double[] ratios = ratios(definition.direction);
            atZero = new double[ratios.length];
            slope = new double[ratios.length];
            capital = new double[ratios.length];
            for (int i = 0; i < ratios.length; i++) {
                double p = definition.baseline;
                double alternative = ratios[i] * p / (1 - p + ratios[i] * p);
                atZero[i] = (1 - alternative) / (1 - p);
                slope[i] = alternative / p - atZero[i];
            }
        }

        private static double[] ratios(Direction direction) {
            double[] inverse =
                    Arrays.stream(ODDS_RATIOS).map(ratio -> 1 / ratio).toArray();
            return switch (direction) {
                case INCREASE -> ODDS_RATIOS;
                case DECREASE -> inverse;
                case BOTH ->
                    DoubleStream.concat(Arrays.stream(ODDS_RATIOS), Arrays.stream(inverse))
                            .toArray();
            };
        }

        @Override
        public DetectorState next(double value) {
            count++;
            double left = 1 / (1 + Math.log1p((double) count));
            double stake = stakeLeft - left;
            stakeLeft = left;
            double sum = 0;
            for (int i = 0; i < capital.length; i++) {
                capital[i] = (capital[i] + stake) * (atZero[i] + slope[i] * value);
                sum += capital[i];
            }
            double mean = sum / capital.length;
            if (mean * definition.drift >= 1) {
                return DetectorState.DRIFT;
            }
            return mean * definition.warning >= 1 ? DetectorState.WARNING : DetectorState.STABLE;
        }

        @Override
        public void restart() {
            Arrays.fill(capital, 0);
            count = 0;
            stakeLeft = 1;
        }

        @Override
        public Document save() {
            return Document.object()
                    .with("count", count)
                    .with("stakeLeft", stakeLeft)
                    .with("capital", Saved.numbers(capital, capital.length));
        }

        @Override
        public void load(Document saved) {
            count = saved.get("count").whole();
            stakeLeft = saved.get("stakeLeft").number();
            Saved.read(saved.get("capital"), capital);
        }
    }
}

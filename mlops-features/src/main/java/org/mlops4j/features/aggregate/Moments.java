// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.mlops4j.features.Function.Statistic;

/** Variance, skewness and kurtosis from the sums of powers, which are exact, so that events can be taken back. */
/*
 * The power sums of values around a large mean are nearly equal to those of the mean alone, so plain doubles would lose
 * the difference. Each power is taken with 106 bits, added up without error, and the central moments are computed with
 * 106 bits: of a spread of 2^-40 of the mean, 26 bits are left. A spread below 2^-49 of it cannot be told from none.
 */
final class Moments implements Accumulator {

    /** Beyond it, sums of squares may have no place among the doubles. */
    private static final double GREATEST_SQUARED = 0x1p480;

    /** Beyond it, the fourth power has no place among the doubles. */
    private static final double GREATEST = 0x1p250;

    private static final double NO_SPREAD = 0x1p-98;

    private final Statistic function;
    private final double greatest;
    private final ExactSum[] sums;
    private final DoubleDouble value = new DoubleDouble();
    private final DoubleDouble power = new DoubleDouble();
    private final DoubleDouble mean = new DoubleDouble();
    private final DoubleDouble moment = new DoubleDouble();
    private long events;
    private long beyond;

    Moments(Statistic function) {
        this.function = function;
        sums = new ExactSum[function == Statistic.KURTOSIS ? 4 : function == Statistic.SKEWNESS ? 3 : 2];
        greatest = sums.length == 2 ? GREATEST_SQUARED : GREATEST;
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new ExactSum();
        }
    }

    @Override
    public void add(long eventTime, long availableAt, double added, double second) {
        change(added, 1);
    }

    @Override
    public void remove(long eventTime, long availableAt, double removed, double second) {
        change(removed, -1);
    }

    @Override
    public void merge(Accumulator other) {
        Moments moments = (Moments) other;
        for (int i = 0; i < sums.length; i++) {
            sums[i].merge(moments.sums[i]);
        }
        events += moments.events;
        beyond += moments.beyond;
    }

    @Override
    public void copyFrom(Accumulator other) {
        Moments moments = (Moments) other;
        for (int i = 0; i < sums.length; i++) {
            sums[i].copyFrom(moments.sums[i]);
        }
        events = moments.events;
        beyond = moments.beyond;
    }

    @Override
    public void clear() {
        for (ExactSum sum : sums) {
            sum.clear();
        }
        events = 0;
        beyond = 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(events);
        out.writeLong(beyond);
        for (ExactSum sum : sums) {
            sum.write(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        events = Encoding.size(in.readLong());
        beyond = Encoding.size(in.readLong());
        for (ExactSum sum : sums) {
            sum.read(in);
        }
    }

    @Override
    public double result(long time) {
        if (events == 0 || beyond > 0) {
            return Double.NaN;
        }
        double second = second();
        return switch (function) {
            case VARIANCE -> second;
            case STDDEV -> Math.sqrt(second);
            case SAMPLE_VARIANCE -> sample(second);
            case SAMPLE_STDDEV -> Math.sqrt(sample(second));
            case SKEWNESS -> second == 0 ? Double.NaN : third() / (second * Math.sqrt(second));
            default -> second == 0 ? Double.NaN : fourth() / (second * second) - 3;
        };
    }

    private void change(double by, int sign) {
        events += sign;
        if (!isWithin(by)) {
            beyond += sign;
            return;
        }
        value.set(by);
        power.set(by);
        value.addTo(sums[0], sign);
        for (int i = 1; i < sums.length; i++) {
            power.times(value);
            power.addTo(sums[i], sign);
        }
    }

    private double sample(double second) {
        return events < 2 ? Double.NaN : second / (events - 1) * events;
    }

    /** {@return how many events there are} */
    long events() {
        return events;
    }

    /** {@return the mean, as of the last result} */
    DoubleDouble mean() {
        return mean;
    }

    /** {@return whether a value can be counted with others} */
    boolean isWithin(double value) {
        return Math.abs(value) <= greatest;
    }

    /** {@return the mean square less the square of the mean} */
    private double second() {
        mean.set(sums[0]).dividedBy((double) events);
        moment.set(sums[1]).dividedBy((double) events);
        double square = moment.doubleValue();
        double second = moment.minus(power.set(mean).times(mean)).doubleValue();
        return second <= NO_SPREAD * square ? 0 : second;
    }

    /** {@return E x^3 - 3 m E x^2 + 2 m^3}, with the mean of {@link #second} */
    private double third() {
        moment.set(sums[2]).dividedBy((double) events);
        moment.minus(power.set(sums[1]).dividedBy((double) events).times(mean).times(3));
        return moment.plus(power.set(mean).times(mean).times(mean).times(2)).doubleValue();
    }

    /** {@return E x^4 - 4 m E x^3 + 6 m^2 E x^2 - 3 m^4}, with the mean of {@link #second} */
    private double fourth() {
        moment.set(sums[3]).dividedBy((double) events);
        moment.minus(power.set(sums[2]).dividedBy((double) events).times(mean).times(4));
        moment.plus(power.set(sums[1])
                .dividedBy((double) events)
                .times(mean)
                .times(mean)
                .times(6));
        return moment.minus(power.set(mean).times(mean).times(mean).times(mean).times(3))
                .doubleValue();
    }
}

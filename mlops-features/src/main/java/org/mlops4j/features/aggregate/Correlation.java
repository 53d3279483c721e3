// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.mlops4j.features.Function.Statistic;

/**
 * Pearson's correlation from the exact sums of two values, of their squares and of their products, so that events can
 * be taken back.
 */
final class Correlation implements Accumulator {

    private final Moments first = new Moments(Statistic.VARIANCE);
    private final Moments second = new Moments(Statistic.VARIANCE);
    private final ExactSum products = new ExactSum();
    private final DoubleDouble product = new DoubleDouble();
    private final DoubleDouble factor = new DoubleDouble();

    @Override
    public void add(long eventTime, long availableAt, double value, double other) {
        first.add(eventTime, availableAt, value, value);
        second.add(eventTime, availableAt, other, other);
        change(value, other, 1);
    }

    @Override
    public void remove(long eventTime, long availableAt, double value, double other) {
        first.remove(eventTime, availableAt, value, value);
        second.remove(eventTime, availableAt, other, other);
        change(value, other, -1);
    }

    @Override
    public void merge(Accumulator other) {
        first.merge(((Correlation) other).first);
        second.merge(((Correlation) other).second);
        products.merge(((Correlation) other).products);
    }

    @Override
    public void copyFrom(Accumulator other) {
        first.copyFrom(((Correlation) other).first);
        second.copyFrom(((Correlation) other).second);
        products.copyFrom(((Correlation) other).products);
    }

    @Override
    public void clear() {
        first.clear();
        second.clear();
        products.clear();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        first.write(out);
        second.write(out);
        products.write(out);
    }

    @Override
    public void read(DataInput in) throws IOException {
        first.read(in);
        second.read(in);
        products.read(in);
    }

    @Override
    public double result(long time) {
        double spread = Math.sqrt(first.result(time)) * Math.sqrt(second.result(time));
        // Not greater: no event, a value without a place among the others, or no spread.
        if (!(spread > 0)) {
            return Double.NaN;
        }
        product.set(products).dividedBy((double) first.events());
        product.minus(factor.set(first.mean()).times(second.mean()));
        return Math.max(-1, Math.min(1, product.doubleValue() / spread));
    }

    private void change(double value, double other, int sign) {
        if (first.isWithin(value) && second.isWithin(other)) {
            product.set(value);
            product.times(factor.set(other)).addTo(products, sign);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import static java.util.Objects.requireNonNull;

import java.util.function.ToDoubleFunction;

/**
 * A number that says how good predictions were. Metrics of one's own are made in the same way as those that the library
 * brings.
 *
 * @param <S> what it is computed from
 * @param name such as {@code auc}
 * @param better which of two values is the better one
 * @param value the number, NaN where it is undefined; a pure function
 */
public record Metric<S>(String name, Better better, ToDoubleFunction<? super S> value) {

    /** Checks that the parts are there. */
    public Metric {
        requireNonNull(name, "name");
        requireNonNull(better, "better");
        requireNonNull(value, "value");
    }

    /** {@return a metric such as an accuracy} */
    public static <S> Metric<S> higherIsBetter(String name, ToDoubleFunction<? super S> value) {
        return new Metric<>(name, Better.HIGHER, value);
    }

    /** {@return a metric such as a loss} */
    public static <S> Metric<S> lowerIsBetter(String name, ToDoubleFunction<? super S> value) {
        return new Metric<>(name, Better.LOWER, value);
    }

    /** {@return the metric of these rows} */
    public double of(S rows) {
        return value.applyAsDouble(rows);
    }

    /** Which of two values is the better one. */
    public enum Better {
        /** The greater one, as of an accuracy. */
        HIGHER,
        /** The lesser one, as of a loss. */
        LOWER;

        /** {@return how much better a candidate is than a baseline; negative if it is worse} */
        double gain(double baseline, double candidate) {
            return this == HIGHER ? candidate - baseline : baseline - candidate;
        }
    }
}

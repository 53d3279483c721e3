// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * How good one prediction turned out to be, once its label is known; more is better. Data, so that every process judges
 * alike.
 *
 * @param kind what is measured
 * @param threshold outputs from here on are taken for positive; of {@link Kind#ACCURACY} only, else NaN
 */
public record RolloutMeasure(Kind kind, double threshold) {

    /** What is measured. */
    public enum Kind {
        /** 1 for a right decision, 0 for a wrong one. */
        ACCURACY,
        /** Minus the squared difference of output and label. */
        SQUARED_ERROR,
        /** Minus the absolute difference of output and label. */
        ABSOLUTE_ERROR,
        /** The label itself, from 0 to 1, such as 1 for an offer that was taken. */
        REWARD
    }

    /** Checks the threshold. */
    public RolloutMeasure {
        requireNonNull(kind, "kind");
        if (kind == Kind.ACCURACY && !Double.isFinite(threshold)) {
            throw new IllegalArgumentException("a threshold is finite, was " + threshold);
        }
    }

    /** {@return right decisions at a threshold, against labels of 0 and 1} */
    public static RolloutMeasure accuracy(double threshold) {
        return new RolloutMeasure(Kind.ACCURACY, threshold);
    }

    /** {@return the squared error; of probabilities the Brier score} */
    public static RolloutMeasure squaredError() {
        return new RolloutMeasure(Kind.SQUARED_ERROR, Double.NaN);
    }

    /** {@return the absolute error} */
    public static RolloutMeasure absoluteError() {
        return new RolloutMeasure(Kind.ABSOLUTE_ERROR, Double.NaN);
    }

    /**
     * {@return what the request earned} It depends on who answered, so that a version in the shadow earns nothing: only
     * canaries are judged by it, the other stages by errors and time.
     */
    public static RolloutMeasure reward() {
        return new RolloutMeasure(Kind.REWARD, Double.NaN);
    }

    /** {@return how good the first output of a prediction was} */
    public double of(double output, double label) {
        return switch (kind) {
            case ACCURACY -> output >= threshold == (label >= 0.5) ? 1 : 0;
            case SQUARED_ERROR -> -(output - label) * (output - label);
            case ABSOLUTE_ERROR -> -Math.abs(output - label);
            case REWARD -> label;
        };
    }

    /** {@return whether two versions can be compared by what they say to the same request} */
    boolean paired() {
        return kind != Kind.REWARD;
    }

    /** {@return how far values lie apart if that is known, else 0; see the spread of the sequential tests} */
    double spread() {
        return kind == Kind.ACCURACY || kind == Kind.REWARD ? 1 : 0;
    }

    static RolloutMeasure from(Document document) {
        return new RolloutMeasure(
                document.get("kind").constant(Kind.class),
                document.get("threshold").number());
    }

    Document toDocument() {
        return Document.object().with("kind", Document.of(kind)).with("threshold", threshold);
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.learning;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;

/**
 * How a {@link LinearLearner} learns: data, stored with what it has learned. Immutable; each method gives a changed
 * copy.
 *
 * @param loss what is made small
 * @param rate how far the first steps go, more than 0; inputs are standardised, so it needs no unit
 * @param smoothing how slowly the steps begin to become shorter, more than 0
 * @param l1 from 0; the greater, the more coefficients are exactly 0
 * @param l2 from 0; the greater, the smaller are all coefficients
 */
public record LearnerSettings(Loss loss, double rate, double smoothing, double l1, double l2) {

    /**
     * For standardised inputs, whose coefficients seldom leave -2 to 2: far enough to get there in some hundred rows.
     */
    public static final double DEFAULT_RATE = 0.5;

    /** The paper's choice: it is "usually good enough". */
    public static final double DEFAULT_SMOOTHING = 1;

    /** What is made small. */
    public enum Loss {
        /** The log loss of a probability, for labels of 0 and 1. */
        LOGISTIC,
        /** The squared error, for any finite label. */
        SQUARED;

        /** {@return whether it can be learned from} */
        boolean takes(double label) {
            return this == LOGISTIC ? label == 0 || label == 1 : Double.isFinite(label);
        }
    }

    /** Checks the ranges. */
    public LearnerSettings {
        requireNonNull(loss, "loss");
        require(rate > 0 && Double.isFinite(rate), "rate", rate);
        require(smoothing > 0 && Double.isFinite(smoothing), "smoothing", smoothing);
        require(l1 >= 0 && Double.isFinite(l1), "l1", l1);
        require(l2 >= 0 && Double.isFinite(l2), "l2", l2);
    }

    /** {@return settings for labels of 0 and 1} */
    public static LearnerSettings logistic() {
        return new LearnerSettings(Loss.LOGISTIC, DEFAULT_RATE, DEFAULT_SMOOTHING, 0, 0);
    }

    /** {@return settings for labels that are numbers} */
    public static LearnerSettings squared() {
        return new LearnerSettings(Loss.SQUARED, DEFAULT_RATE, DEFAULT_SMOOTHING, 0, 0);
    }

    /** {@return these with another length of the first steps} */
    public LearnerSettings rate(double length) {
        return new LearnerSettings(loss, length, smoothing, l1, l2);
    }

    /** {@return these with another penalty of the absolute size of coefficients} */
    public LearnerSettings l1(double penalty) {
        return new LearnerSettings(loss, rate, smoothing, penalty, l2);
    }

    /** {@return these with another penalty of the squared size of coefficients} */
    public LearnerSettings l2(double penalty) {
        return new LearnerSettings(loss, rate, smoothing, l1, penalty);
    }

    /** {@return the settings whose {@link #toDocument()} this is} */
    public static LearnerSettings from(Document document) {
        return new LearnerSettings(
                document.get("loss").constant(Loss.class),
                document.get("rate").number(),
                document.get("smoothing").number(),
                document.get("l1").number(),
                document.get("l2").number());
    }

    /** {@return the form in which settings are stored} */
    public Document.Fields toDocument() {
        return Document.object()
                .with("loss", Document.of(loss))
                .with("rate", rate)
                .with("smoothing", smoothing)
                .with("l1", l1)
                .with("l2", l2);
    }

    private static void require(boolean right, String name, double value) {
        if (!right) {
            throw new IllegalArgumentException("the " + name + " of a learner is out of range: " + value);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.alert;

import static java.util.Objects.requireNonNull;

import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.Signal;

/** What a rule looks for in a single signal. Immutable. */
public sealed interface Condition {

    /** {@return what the condition says to a signal; NaN neither meets nor fails a condition} */
    Outcome judge(Signal signal);

    /** {@return the condition in words that follow the name of a signal, such as {@code below 0.68}} */
    String text();

    /** {@return the form in which conditions are stored} */
    Document toDocument();

    /**
     * {@return the condition whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    static Condition from(Document document) {
        String type = document.get("type").text();
        return switch (type) {
            case "below" -> new Below(document.get("threshold").number());
            case "above" -> new Above(document.get("threshold").number());
            case "belowReference" -> new BelowReference(document.get("by").number());
            case "aboveReference" -> new AboveReference(document.get("by").number());
            case "verdict" -> new Verdict(document.get("verdict").text());
            case "noData" -> new NoData();
            default ->
                throw new InvalidException("there is no condition '" + type
                        + "'; there are below, above, belowReference, aboveReference, verdict and noData");
        };
    }

    /**
     * The value is less than a number.
     *
     * @param threshold the number
     */
    record Below(double threshold) implements Condition {
        /** Checks that the threshold is a number. */
        public Below {
            requireFinite("threshold", threshold);
        }

        @Override
        public Outcome judge(Signal signal) {
            return outcome(threshold - signal.value());
        }

        @Override
        public String text() {
            return "below " + threshold;
        }

        @Override
        public Document toDocument() {
            return Document.object().with("type", "below").with("threshold", threshold);
        }
    }

    /**
     * The value is greater than a number.
     *
     * @param threshold the number
     */
    record Above(double threshold) implements Condition {
        /** Checks that the threshold is a number. */
        public Above {
            requireFinite("threshold", threshold);
        }

        @Override
        public Outcome judge(Signal signal) {
            return outcome(signal.value() - threshold);
        }

        @Override
        public String text() {
            return "above " + threshold;
        }

        @Override
        public Document toDocument() {
            return Document.object().with("type", "above").with("threshold", threshold);
        }
    }

    /**
     * The value is less than that of the reference by more than an amount.
     *
     * @param by the amount, from 0
     */
    record BelowReference(double by) implements Condition {
        /** Checks that the amount is not negative. */
        public BelowReference {
            requireAmount(by);
        }

        @Override
        public Outcome judge(Signal signal) {
            return outcome(SignalDetail.number(signal, SignalDetail.REFERENCE) - by - signal.value());
        }

        @Override
        public String text() {
            return "more than " + by + " below the reference";
        }

        @Override
        public Document toDocument() {
            return Document.object().with("type", "belowReference").with("by", by);
        }
    }

    /**
     * The value is greater than that of the reference by more than an amount.
     *
     * @param by the amount, from 0
     */
    record AboveReference(double by) implements Condition {
        /** Checks that the amount is not negative. */
        public AboveReference {
            requireAmount(by);
        }

        @Override
        public Outcome judge(Signal signal) {
            return outcome(signal.value() - (SignalDetail.number(signal, SignalDetail.REFERENCE) + by));
        }

        @Override
        public String text() {
            return "more than " + by + " above the reference";
        }

        @Override
        public Document toDocument() {
            return Document.object().with("type", "aboveReference").with("by", by);
        }
    }

    /**
     * The detail of the signal has that verdict.
     *
     * @param verdict the text of the field {@link SignalDetail#VERDICT}; a signal without it, or whose verdict is
     *     {@code INSUFFICIENT_DATA}, cannot tell
     */
    record Verdict(String verdict) implements Condition {

        private static final String INSUFFICIENT = "INSUFFICIENT_DATA";

        /** Checks that the verdict is there. */
        public Verdict {
            requireNonNull(verdict, "verdict");
        }

        @Override
        public Outcome judge(Signal signal) {
            String found = SignalDetail.find(signal, SignalDetail.VERDICT)
                    .map(Document::text)
                    .orElse(INSUFFICIENT);
            if (found.equals(verdict)) {
                return Outcome.HOLDS;
            }
            return found.equals(INSUFFICIENT) ? Outcome.NO_DATA : Outcome.DOES_NOT_HOLD;
        }

        @Override
        public String text() {
            return "judged " + verdict;
        }

        @Override
        public Document toDocument() {
            return Document.object().with("type", "verdict").with("verdict", verdict);
        }
    }

    /** The value is NaN: nothing could be measured, which is worth knowing too. */
    record NoData() implements Condition {
        @Override
        public Outcome judge(Signal signal) {
            return Double.isNaN(signal.value()) ? Outcome.HOLDS : Outcome.DOES_NOT_HOLD;
        }

        @Override
        public String text() {
            return "without data";
        }

        @Override
        public Document toDocument() {
            return Document.object().with("type", "noData");
        }
    }

    private static Outcome outcome(double excess) {
        if (Double.isNaN(excess)) {
            return Outcome.NO_DATA;
        }
        return excess > 0 ? Outcome.HOLDS : Outcome.DOES_NOT_HOLD;
    }

    private static void requireFinite(String what, double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("the " + what + " must be a finite number, was " + number);
        }
    }

    private static void requireAmount(double by) {
        if (!(by >= 0) || Double.isInfinite(by)) {
            throw new IllegalArgumentException("the amount must be a finite number from 0, was " + by);
        }
    }
}

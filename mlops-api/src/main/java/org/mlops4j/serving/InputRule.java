// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * What an input has to be before a model sees it, beyond the signature. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * InputRule.between(0, 120).clamped().whenMissing(35)
 * }</pre>
 *
 * @param least the least value that is within; negative infinity for no bound
 * @param greatest the greatest one; infinity for no bound
 * @param outside what becomes of a value that is not within
 * @param missing what a missing value is taken for, {@code null} to leave it missing; need not be within
 */
public record InputRule(
        double least,
        double greatest,
        Outside outside,
        @Nullable Double missing) {

    /** Checks the bounds. */
    public InputRule {
        requireNonNull(outside, "outside");
        if (!(least <= greatest)) {
            throw new InvalidException("an input is between two numbers, not between " + least + " and " + greatest);
        }
        if (missing != null && !Double.isFinite(missing)) {
            throw new InvalidException("a missing input is taken for a finite number, not for " + missing);
        }
    }

    /** {@return the rule that takes every value} */
    public static InputRule any() {
        return new InputRule(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Outside.REFUSE, null);
    }

    /** {@return the rule that refuses requests with a value outside of these bounds; a missing one is let through} */
    public static InputRule between(double least, double greatest) {
        return new InputRule(least, greatest, Outside.REFUSE, null);
    }

    /** {@return this rule, taking the nearest bound for a value outside of them} */
    public InputRule clamped() {
        return new InputRule(least, greatest, Outside.CLAMP, missing);
    }

    /**
     * {@return this rule, taking that for a missing value} Then the input may be missing whatever its signature says.
     */
    public InputRule whenMissing(double value) {
        return new InputRule(least, greatest, outside, value);
    }

    /** {@return what a missing value is taken for, if for anything} */
    public Optional<Double> findMissing() {
        return Optional.ofNullable(missing);
    }

    /** {@return the rule whose {@link #toDocument()} this is} */
    public static InputRule from(Document document) {
        return new InputRule(
                document.find("least").map(Document::number).orElse(Double.NEGATIVE_INFINITY),
                document.find("greatest").map(Document::number).orElse(Double.POSITIVE_INFINITY),
                document.get("outside").constant(Outside.class),
                document.find("missing").map(Document::number).orElse(null));
    }

    /** {@return the form in which rules are stored; what is not bounded is left out} */
    public Document toDocument() {
        Document.Fields document = Document.object().with("outside", Document.of(outside));
        document = least == Double.NEGATIVE_INFINITY ? document : document.with("least", least);
        document = greatest == Double.POSITIVE_INFINITY ? document : document.with("greatest", greatest);
        return missing == null ? document : document.with("missing", missing);
    }

    /** What becomes of a value that is not within its bounds. */
    public enum Outside {
        /** The request is refused; the message names the input. */
        REFUSE,
        /** The nearest bound is taken. */
        CLAMP
    }
}

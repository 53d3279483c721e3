// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;

/**
 * How calls that come at one time go to a model together, by {@link Predictor#predictAll}.
 *
 * @param rows how many at the most; 2 at least
 * @param delay how long the first of them waits for others; a call that finds no other under way does not wait
 */
public record Batching(int rows, Duration delay) {

    /** Checks the numbers. */
    public Batching {
        requireNonNull(delay, "delay");
        if (rows < 2) {
            throw new InvalidException("a batch has two rows at least, not " + rows);
        }
        if (delay.isNegative()) {
            throw new InvalidException("the delay of a batch is not negative, was " + delay);
        }
    }

    /** {@return the batching whose {@link #toDocument()} this is} */
    public static Batching from(Document document) {
        return new Batching(
                Math.toIntExact(document.get("rows").whole()),
                Duration.ofNanos(document.get("delay_nanos").whole()));
    }

    /** {@return the form in which batchings are stored} */
    public Document toDocument() {
        return Document.object().with("rows", rows).with("delay_nanos", delay.toNanos());
    }
}

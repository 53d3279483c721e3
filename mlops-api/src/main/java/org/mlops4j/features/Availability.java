// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features;

import java.time.Duration;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.InvalidException;

/** When an event can be known. Before, no feature may see it. Immutable. */
public sealed interface Availability {

    /** {@return the form in which availabilities are stored} */
    Document toDocument();

    /**
     * {@return the availability whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is not one
     */
    static Availability from(Document document) {
        if (document.find("column").isPresent()) {
            return new At(document.get("column").text());
        }
        return new After(Duration.ofNanos(document.get("delay_nanos").whole()));
    }

    /**
     * At the instant that a column holds.
     *
     * @param column a TIMESTAMP column
     */
    record At(String column) implements Availability {
        /** Checks the name. */
        public At {
            Name.requireKey("column", column);
        }

        @Override
        public Document toDocument() {
            return Document.object().with("column", column);
        }
    }

    /**
     * A fixed time after the event.
     *
     * @param delay zero or more
     */
    record After(Duration delay) implements Availability {

        /** At the event itself. */
        public static final After NOTHING = new After(Duration.ZERO);

        /** Checks the delay. */
        public After {
            if (delay.isNegative() || delay.compareTo(Duration.ofDays(36_500)) > 0) {
                throw new InvalidException("a delay is from zero to 36500 days, was " + delay);
            }
        }

        @Override
        public Document toDocument() {
            return Document.object().with("delay_nanos", delay.toNanos());
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.pipeline;

import java.time.Duration;
import org.mlops4j.data.Document;

/**
 * What becomes of the runs whose times passed while nobody worked on their pipeline.
 *
 * @param kind which of them are made up for
 * @param most how many at most
 */
public record Missed(Kind kind, int most) {

    /** A run that starts within this time after its own is not missed. */
    public static final Duration GRACE = Duration.ofMinutes(1);

    /** No more runs are made up for at once than that. */
    public static final int GREATEST_BOUND = 1_000;

    /** Checks the bound. */
    public Missed {
        if (most < 1 || most > GREATEST_BOUND) {
            throw new IllegalArgumentException(
                    "1 to " + GREATEST_BOUND + " missed runs can be made up for, not " + most);
        }
    }

    /** {@return none: what was missed by more than {@link #GRACE} is left out} */
    public static Missed none() {
        return new Missed(Kind.NONE, 1);
    }

    /** {@return the last one: however many were missed, one run is started} */
    public static Missed last() {
        return new Missed(Kind.LAST, 1);
    }

    /** {@return all of them up to a bound; of more, the latest, oldest first} */
    public static Missed all(int most) {
        return new Missed(Kind.ALL, most);
    }

    /** {@return the value whose {@link #toDocument()} this is} */
    public static Missed from(Document document) {
        return new Missed(
                document.get("kind").constant(Kind.class),
                Math.toIntExact(document.get("most").whole()));
    }

    /** {@return the form in which values are stored} */
    public Document toDocument() {
        return Document.object().with("kind", Document.of(kind)).with("most", most);
    }

    /** Which missed runs are made up for. */
    public enum Kind {
        /** None. */
        NONE,
        /** The last one. */
        LAST,
        /** All, up to a bound. */
        ALL
    }
}

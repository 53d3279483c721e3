// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Duration;
import java.time.Instant;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.spi.EventLog;

/** How predictions find out what really happened. Immutable. */
public sealed interface Labels permits RequestLabels, KeyedLabels {

    /**
     * {@return the labels that {@link org.mlops4j.serving.Deployment#label} took, by request id} Of several of one
     * request the latest by time counts, then by arrival.
     *
     * @param deployment its name
     */
    static Labels byRequest(String deployment) {
        return new RequestLabels(deployment);
    }

    /**
     * {@return labels that come as events of their own, for services that do not know the request id any more} The
     * label of a prediction is the first event of the same key from the prediction on; of several events of one instant
     * the one that arrived last.
     *
     * @param stream of the event log; its event time is when the label became known
     * @param key a column of that stream, texts or whole numbers, and a field of the request or a feature of the same
     *     name
     * @param label a column of numbers or truth values of that stream
     * @param within how long after a prediction an event may be its label, inclusive
     */
    static Labels byKey(String stream, String key, String label, Duration within) {
        return new KeyedLabels(stream, key, label, within);
    }

    /**
     * {@return the label of each prediction, NaN where there is none}
     *
     * @param known labels that became known before this instant count
     */
    DoubleColumn of(PredictionWindow window, EventLog events, Instant known);

    /** {@return how long after the end of a window a label may still become known} */
    Duration wait(Duration maturity);
}

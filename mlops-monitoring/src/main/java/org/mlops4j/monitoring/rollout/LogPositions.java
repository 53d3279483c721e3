// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import org.mlops4j.data.Document;
import org.mlops4j.spi.EventLog;

/**
 * How far the streams of a deployment were when a stage began: what came later counts.
 *
 * @param predictions the position of the stream of predictions
 * @param failures that of failures
 * @param labels that of labels
 */
record LogPositions(long predictions, long failures, long labels) {

    static final LogPositions BEGINNING = new LogPositions(0, 0, 0);

    static LogPositions now(EventLog events, RolloutStreams streams) {
        return new LogPositions(
                events.position(streams.predictions()),
                events.position(streams.failures()),
                events.position(streams.labels()));
    }

    static LogPositions from(Document document) {
        return new LogPositions(
                document.get("predictions").whole(),
                document.get("failures").whole(),
                document.get("labels").whole());
    }

    Document toDocument() {
        return Document.object()
                .with("predictions", predictions)
                .with("failures", failures)
                .with("labels", labels);
    }
}

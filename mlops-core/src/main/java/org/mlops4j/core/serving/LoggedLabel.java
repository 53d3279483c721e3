// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.List;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.serving.PredictionStreams;

/**
 * A label on its way to the event log.
 *
 * @param requestId the request it belongs to
 * @param time when it became known, in nanoseconds since the epoch
 * @param label the true value
 */
record LoggedLabel(String requestId, long time, double label) {

    static Table table(List<LoggedLabel> labels) {
        Table.Builder table = Table.builder(PredictionStreams.LABELS);
        labels.forEach(l -> table.add(l.requestId, Times.instant(l.time), l.label));
        return table.build();
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Row;

/** A request as it is logged: values that stay what they are, whatever the caller does with its row. */
final class LoggedRequest {

    final String id;
    final long time;
    final long readNanos;
    final double[] features;
    final @Nullable Object[] values;

    LoggedRequest(String id, long time, long readNanos, double[] features, Row row) {
        this.id = id;
        this.time = time;
        this.readNanos = readNanos;
        this.features = features;
        this.values = PredictionTable.values(row);
    }
}

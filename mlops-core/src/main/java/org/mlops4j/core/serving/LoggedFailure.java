// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.List;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.PredictionStreams;

/**
 * A prediction that failed, on its way to the event log.
 *
 * @param requestId the request
 * @param time of the request, in nanoseconds since the epoch
 * @param version which failed
 * @param route on which
 */
record LoggedFailure(String requestId, long time, ModelVersion version, String route) {

    static Table table(List<LoggedFailure> failures) {
        Table.Builder table = Table.builder(PredictionStreams.FAILURES);
        failures.forEach(f ->
                table.add(f.requestId, Times.instant(f.time), f.version.model(), (long) f.version.number(), f.route));
        return table.build();
    }
}

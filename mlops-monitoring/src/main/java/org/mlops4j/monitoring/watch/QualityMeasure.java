// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.List;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.quality.Constraint;
import org.mlops4j.monitoring.quality.Quality;

/**
 * Holds the requests, features and outputs of a window against constraints: {@code quality.<constraint>}.
 *
 * @param constraints each of another name, on the columns of {@link PredictionWindow#table}
 */
record QualityMeasure(List<Constraint> constraints) implements WindowMeasure {

    QualityMeasure {
        constraints = List.copyOf(constraints);
    }

    @Override
    public List<Signal> of(PredictionWindow window) {
        Table table = window.table();
        // Before the deployment has logged anything there are no columns, which is nobody's failure.
        return table.schema().size() == 0
                ? List.of()
                : Quality.check(table, constraints, window.to()).signals(window.from(), window.to());
    }
}

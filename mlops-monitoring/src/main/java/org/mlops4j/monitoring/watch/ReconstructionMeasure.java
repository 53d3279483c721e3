// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;
import org.mlops4j.monitoring.multivariate.ReconstructionDrift;
import org.mlops4j.monitoring.multivariate.ReconstructionReference;

/**
 * Drift of the features together, which no single one of them shows: {@code drift.reconstruction}, the mean error with
 * which the principal components of the reference tell the rows of a window.
 *
 * @param reference fitted to the features of the reference
 */
record ReconstructionMeasure(ReconstructionReference reference) implements WindowMeasure {

    static final String NAME = "reconstruction";

    @Override
    public List<Signal> of(PredictionWindow window) {
        ReconstructionDrift drift = reference.compare(window.inputs());
        Document detail = Document.object()
                .with(SignalDetail.VERDICT, drift.result().verdict().name())
                .with(SignalDetail.SEVERITY, drift.result().severity())
                .with(SignalDetail.REFERENCE, drift.expected())
                .with("drift", drift.toDocument());
        return List.of(window.signal("drift." + NAME, drift.error(), detail));
    }
}

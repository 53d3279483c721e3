// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;
import org.mlops4j.monitoring.multivariate.ClassifierDrift;
import org.mlops4j.monitoring.multivariate.ClassifierTest;

/**
 * Whether a classifier can tell the rows of a window from those of the reference: {@code drift.classifier}, the area
 * under its ROC curve on rows that it was not trained on.
 *
 * @param test the test
 * @param reference the features of the reference
 */
record ClassifierMeasure(ClassifierTest test, Table reference) implements WindowMeasure {

    static final String NAME = "classifier";

    private static final double CHANCE = 0.5;

    @Override
    public List<Signal> of(PredictionWindow window) {
        ClassifierDrift drift = test.compare(reference, window.inputs());
        Document detail = Document.object()
                .with(SignalDetail.VERDICT, drift.result().verdict().name())
                .with(SignalDetail.SEVERITY, drift.result().severity())
                .with(SignalDetail.REFERENCE, CHANCE)
                .with(SignalDetail.LOW, drift.auc().low())
                .with(SignalDetail.HIGH, drift.auc().high())
                .with("drift", drift.toDocument());
        return List.of(window.signal("drift." + NAME, drift.auc().value(), detail));
    }
}

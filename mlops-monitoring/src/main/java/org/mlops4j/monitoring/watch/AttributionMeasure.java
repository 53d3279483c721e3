// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.IntStream;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;
import org.mlops4j.monitoring.attribution.AttributionDrift;
import org.mlops4j.monitoring.attribution.AttributionTest;
import org.mlops4j.monitoring.attribution.Attributions;
import org.mlops4j.serving.Explainer;

/**
 * Whether the model goes by the features that it goes by in the reference: {@code drift.attribution}, the normalised
 * discounted cumulative gain of their ranking.
 *
 * @param explainer of the model
 * @param test the test
 * @param reference what the features of the reference contribute
 */
record AttributionMeasure(Explainer explainer, AttributionTest test, Attributions reference) implements WindowMeasure {

    static final String NAME = "attribution";

    /** Explaining a row may cost a thousand times a prediction, and the order of importance is clear by then. */
    static final int MOST_ROWS = 2_000;

    AttributionMeasure {
        requireNonNull(explainer, "explainer");
        requireNonNull(test, "test");
        requireNonNull(reference, "reference");
    }

    /**
     * {@return the measure}
     *
     * @param features of the reference, in the order of the model
     * @throws org.mlops4j.error.IncompatibleException if the model has another number of inputs
     */
    static AttributionMeasure of(Explainer explainer, AttributionTest test, Table features) {
        return new AttributionMeasure(explainer, test, Attributions.of(explainer, spread(features)));
    }

    @Override
    public List<Signal> of(PredictionWindow window) {
        AttributionDrift drift = test.compare(reference, current(window));
        Document detail = Document.object()
                .with(SignalDetail.VERDICT, drift.result().verdict().name())
                .with(SignalDetail.SEVERITY, drift.result().severity())
                .with("drift", drift.toDocument());
        return List.of(new Signal(
                "drift." + NAME,
                window.from(),
                window.to(),
                drift.ndcg(),
                drift.result().measurement().currentRows(),
                detail));
    }

    private Attributions current(PredictionWindow window) {
        return window.count() == 0
                ? Attributions.of(reference.inputs(), new double[0][])
                : Attributions.of(explainer, InputReference.features(spread(window.inputs()), reference.inputs()));
    }

    /** {@return all rows, or {@value #MOST_ROWS} of them at even distances, so that all of a window is looked at} */
    private static Table spread(Table rows) {
        long count = rows.rowCount();
        return count <= MOST_ROWS
                ? rows
                : rows.take(IntStream.range(0, MOST_ROWS)
                        .map(i -> (int) (i * count / MOST_ROWS))
                        .toArray());
    }
}

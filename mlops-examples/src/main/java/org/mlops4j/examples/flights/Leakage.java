// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.examples.flights;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.mlops4j.data.Table;
import org.mlops4j.features.FeatureService;
import org.mlops4j.features.FeatureView;
import org.mlops4j.features.store.TrainingSet;
import org.mlops4j.monitoring.performance.BinaryPerformance;

/**
 * What a model would promise that was trained with delays of flights that were still in the air, and what it would
 * keep: in service nobody knows those delays.
 */
final class Leakage {

    private final Training training;
    private final Table flights;

    Leakage(Training training, Table flights) {
        this.training = training;
        this.flights = flights;
    }

    /**
     * {@return the AUC that the leaking join promises, and the one that its model keeps}
     *
     * @param honest the rows to measure on as they were known at departure
     */
    Promise measure(Instant from, Instant cut, Instant to, TrainingSet honest, Story story) {
        TrainingSet train = leaking(from, cut);
        TrainingSet test = leaking(cut, to);
        byte[] model = LateModel.train(
                train.table(),
                train.features(),
                (round, loss) -> story.progress("the same with a leaking join", round * 100 / 60));
        return new Promise(auc(model, test), auc(model, honest));
    }

    static double auc(byte[] model, TrainingSet set) {
        return BinaryPerformance.auc(LateModel.judged(LateModel.score(model, set.table(), set.features()), set.table()))
                .value();
    }

    private TrainingSet leaking(Instant from, Instant to) {
        FeatureService service = Definitions.LEAKING_SERVICE;
        Map<String, Table> history = service.views().stream()
                .collect(Collectors.toMap(FeatureView::name, view -> Definitions.events(view, flights)));
        return TrainingSet.of(service, history, training.labels(service, from, to), "departed");
    }

    /**
     * Two areas under the ROC curve.
     *
     * @param promised on rows that leak as the training rows did
     * @param kept on rows as they were known at departure
     */
    record Promise(double promised, double kept) {}
}

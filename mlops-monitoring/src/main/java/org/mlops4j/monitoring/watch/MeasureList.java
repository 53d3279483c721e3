// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.performance.Estimate;

/** What a monitor shall measure, gathered until its reference is known. Not thread-safe. */
final class MeasureList {

    private static final Set<String> OWN_SIGNALS = Set.of(
            "columns",
            "prediction",
            ReconstructionMeasure.NAME,
            ClassifierMeasure.NAME,
            AttributionMeasure.NAME,
            InputReference.OUTPUT);

    private final List<WindowMeasure> measures = new ArrayList<>(List.of(new TrafficMeasure()));
    private final List<Function<Table, WindowMeasure>> comparisons = new ArrayList<>();
    private final List<OutcomeMeasure> outcomeMeasures = new ArrayList<>();
    private final List<String> segments = new ArrayList<>();
    private final Map<String, Double> referencePerformance = new HashMap<>();
    private double @Nullable [] referenceOutputs;
    private DriftPolicy policy = DriftPolicy.defaults();
    private PerformanceMeasure performance = PerformanceMeasure.binary();

    void add(WindowMeasure measure) {
        measures.add(measure);
    }

    void add(OutcomeMeasure measure) {
        outcomeMeasures.add(measure);
    }

    /** Adds a measure that is made of the features of the reference. */
    void compare(Function<Table, WindowMeasure> comparison) {
        comparisons.add(comparison);
    }

    void segment(String column) {
        segments.add(column);
    }

    void policy(DriftPolicy drift) {
        policy = drift;
    }

    void performance(PerformanceMeasure measure) {
        performance = measure;
    }

    void referenceOutputs(double[] outputs) {
        referenceOutputs = outputs;
    }

    void referencePerformance(List<Estimate> estimates) {
        estimates.stream()
                .filter(Estimate::defined)
                .forEach(estimate -> referencePerformance.put(estimate.metric(), estimate.value()));
    }

    /** Checks that features can be told from the signals that a monitor has anyway. */
    static void requireWatchable(List<String> features) {
        for (String feature : features) {
            if (OWN_SIGNALS.contains(feature) || feature.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidException("a feature called '" + feature + "' cannot be watched, because a signal of"
                        + " the monitor has that name or the name holds control characters; rename it");
            }
        }
    }

    /** {@return what is measured of windows without labels} */
    List<WindowMeasure> ofWindows(Table reference, List<String> features) {
        List<WindowMeasure> all = new ArrayList<>(measures);
        all.add(new DriftMeasure(InputReference.of(reference, features, referenceOutputs), policy));
        Table usual = InputReference.features(reference, features);
        comparisons.forEach(comparison -> all.add(comparison.apply(usual)));
        for (String segment : segments) {
            if (reference.schema().find(segment).isPresent()) {
                all.add(SegmentDriftMeasure.of(segment, reference, features, policy));
            }
        }
        return List.copyOf(all);
    }

    /** {@return what is measured of windows with labels} */
    List<OutcomeMeasure> ofOutcomes() {
        List<OutcomeMeasure> all = new ArrayList<>();
        all.add(new PerformanceSignals(performance, referencePerformance, segments));
        all.addAll(outcomeMeasures);
        return List.copyOf(all);
    }
}

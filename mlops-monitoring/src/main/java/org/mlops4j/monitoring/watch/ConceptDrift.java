// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.DoubleColumn;
import org.mlops4j.data.LongColumn;
import org.mlops4j.data.Times;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.monitoring.alert.SignalDetail;
import org.mlops4j.monitoring.detect.DetectorDefinition;
import org.mlops4j.monitoring.detect.DetectorState;
import org.mlops4j.monitoring.detect.DriftDetector;
import org.mlops4j.monitoring.detect.ValueRange;
import org.mlops4j.serving.PredictionStreams;

/**
 * Detectors that look at the losses of a model, prediction by prediction in the order in which they were made, whenever
 * the labels of a window are known. Their states are stored with the monitor.
 *
 * @param loss how wrong a prediction was
 * @param detectors one of a type
 */
record ConceptDrift(PredictionLoss loss, List<DetectorDefinition> detectors) {

    /** More alarms in one window are counted, not listed. */
    private static final int MOST_TIMES = 20;

    ConceptDrift {
        requireNonNull(loss, "loss");
        detectors = List.copyOf(detectors);
        if (detectors.stream().map(DetectorDefinition::type).distinct().count() < detectors.size()) {
            throw new IllegalArgumentException("a monitor has one detector of a type, got " + detectors);
        }
    }

    /** {@return no detectors} */
    static ConceptDrift none() {
        return new ConceptDrift(PredictionLoss.absoluteError(), List.of());
    }

    /**
     * {@return the detectors after the outcomes of one more window, and what they said}
     *
     * @param before the states of the detectors; one that is not there, or is defined otherwise by now, begins anew
     * @param seen where windows overlap, predictions before this instant were looked at already
     */
    Step next(SortedMap<String, Document> before, Instant seen, Outcomes outcomes) {
        DoubleColumn losses = loss.of(outcomes);
        SortedMap<String, Document> states = new TreeMap<>();
        List<Signal> signals = new ArrayList<>();
        for (DetectorDefinition definition : detectors) {
            DriftDetector detector = restored(definition, before.get(definition.type()));
            long after = detector.count() == 0 ? Long.MIN_VALUE : Times.nanos(seen);
            signals.add(new Turn(detector, outcomes.predictions()).signal(losses, after));
            states.put(definition.type(), detector.snapshot());
        }
        return new Step(states, signals);
    }

    private static DriftDetector restored(DetectorDefinition definition, @Nullable Document snapshot) {
        if (snapshot != null) {
            DriftDetector detector = DriftDetector.restore(snapshot);
            if (detector.definition().equals(definition)) {
                return detector;
            }
        }
        return definition.start();
    }

    /**
     * What a window added.
     *
     * @param states by the type of detector
     * @param signals one for each detector
     */
    record Step(SortedMap<String, Document> states, List<Signal> signals) {}

    /** One detector looking at one window. */
    private static final class Turn {

        private final DriftDetector detector;
        private final PredictionWindow window;
        private final List<Document> times = new ArrayList<>();
        private long drifts;
        private long outOfRange;
        private long rows;
        private double sum;

        Turn(DriftDetector detector, PredictionWindow window) {
            this.detector = detector;
            this.window = window;
        }

        Signal signal(DoubleColumn losses, long after) {
            if (losses.size() > 0) {
                look(losses, window.rows().longs(PredictionStreams.TIME), after);
            }
            Document detail = Document.object()
                    .with(SignalDetail.VERDICT, drifts > 0 ? "DRIFT" : "OK")
                    .with("state", detector.state().name())
                    .with("meanLoss", sum / rows)
                    .with("outOfRange", outOfRange)
                    .with("times", Document.list(times));
            String name = "concept_drift." + detector.definition().type();
            return new Signal(name, window.from(), window.to(), rows == 0 ? Double.NaN : drifts, rows, detail);
        }

        private void look(DoubleColumn losses, LongColumn times, long after) {
            for (int row = 0; row < losses.size(); row++) {
                if (times.get(row) >= after && Double.isFinite(losses.get(row))) {
                    update(losses.get(row), times.get(row));
                }
            }
        }

        private void update(double loss, long time) {
            ValueRange range = detector.definition().range();
            if (loss < range.least() || loss > range.greatest()) {
                // A label or an output that nobody expected must not end the watch.
                outOfRange++;
                return;
            }
            rows++;
            sum += loss;
            if (detector.update(loss) == DetectorState.DRIFT) {
                drifts++;
                if (times.size() < MOST_TIMES) {
                    times.add(Document.of(Times.instant(time)));
                }
            }
        }
    }
}

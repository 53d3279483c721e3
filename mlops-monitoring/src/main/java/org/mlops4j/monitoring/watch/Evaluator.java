// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.monitoring.Signal;
import org.mlops4j.spi.EventLog;

/**
 * Measures window after window: the predictions of each when it is over, then their labels when these are known. Stores
 * nothing.
 *
 * @param settings what to measure
 * @param log the predictions
 * @param finder where the windows lie
 */
record Evaluator(MonitorSettings settings, PredictionLog log, WindowFinder finder) {

    static Evaluator of(EventLog events, MonitorSettings settings) {
        PredictionLog log = new PredictionLog(events, settings.predictions(), settings.route());
        return new Evaluator(settings, log, WindowFinder.of(settings.windows(), log));
    }

    /**
     * {@return what was due first and not measured yet: a window's predictions, or the labels of one before; empty if
     * nothing is due}
     *
     * @param seen how far the monitor has come, empty if it has not begun
     */
    Optional<Evaluation> next(Optional<MonitorState> seen, Instant now) {
        return begun(seen).flatMap(state -> {
            Instant complete = now.minus(settings.lateness());
            Optional<WindowFinder.Stretch> inputs = finder.find(state.requireInputs(), complete);
            Optional<WindowFinder.Stretch> outcomes = labelled(state.requireOutcomes(), complete);
            boolean labelsFirst = outcomes.isPresent()
                    && inputs.map(WindowFinder.Stretch::to)
                            .filter(to ->
                                    !to.isAfter(settings.known(outcomes.get().to())))
                            .isEmpty();
            return labelsFirst
                    ? outcomes.map(window -> outcomes(state, window))
                    : inputs.map(window -> inputs(state, window));
        });
    }

    /** {@return the state, which knows where the windows begin; empty if nothing is logged yet} */
    private Optional<MonitorState> begun(Optional<MonitorState> seen) {
        MonitorState state = seen.orElseGet(() -> MonitorState.start(settings.windows()));
        return state.inputs() != null
                ? Optional.of(state)
                : Optional.ofNullable(settings.from())
                        .or(log::earliest)
                        .map(finder::first)
                        .map(first -> state.at(first, first));
    }

    /** {@return the window at a place if its labels are known as far as they count} */
    private Optional<WindowFinder.Stretch> labelled(Instant place, Instant complete) {
        // A window ends after its place, so the log need not be asked before.
        return settings.known(place).isAfter(complete)
                ? Optional.empty()
                : finder.find(place, complete)
                        .filter(window -> !settings.known(window.to()).isAfter(complete));
    }

    private Evaluation inputs(MonitorState state, WindowFinder.Stretch stretch) {
        PredictionWindow window = log.read(stretch.from(), stretch.to());
        List<Signal> signals = settings.measures().stream()
                .flatMap(measure -> measure.of(window).stream())
                .toList();
        return new Evaluation(state.at(stretch.next(), state.requireOutcomes()), stretch.to(), signals);
    }

    private Evaluation outcomes(MonitorState state, WindowFinder.Stretch stretch) {
        PredictionWindow window = log.read(stretch.from(), stretch.to());
        Outcomes known = Outcomes.of(window, settings.labels().of(window, log.events(), settings.known(window.to())));
        ConceptDrift.Step step = settings.conceptDrift().next(state.detectors(), stretch.fresh(), known);
        List<Signal> signals = new ArrayList<>(step.signals());
        settings.outcomes().forEach(measure -> signals.addAll(measure.of(window, known)));
        return new Evaluation(
                state.at(state.requireInputs(), stretch.next()).with(step.states()), stretch.to(), signals);
    }
}

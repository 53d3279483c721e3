// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.monitoring.sequential.ArmDifferenceTest;
import org.mlops4j.monitoring.sequential.BetaBinomialTest;
import org.mlops4j.monitoring.sequential.MeanTest;
import org.mlops4j.monitoring.sequential.SequentialTest;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.EventLog;

/**
 * The logged predictions and labels of a stage, of which every process makes the same evidence. Labels count in the
 * order in which they came, the first of several for a request. Costs a pass over the stage, and memory for its request
 * ids.
 */
final class StageLog {

    private static final int PAGE = 10_000;

    private final EventLog events;
    private final RolloutState state;
    private final Map<String, Answers> requests = new HashMap<>();
    private final @Nullable BetaBinomialTest slow;
    private long answers;

    private StageLog(EventLog events, RolloutState state) {
        this.events = events;
        this.state = state;
        this.slow = state.plan().slow() != null && state.current() instanceof RolloutStage.Canary canary
                ? BetaBinomialTest.of(canary.share())
                : null;
    }

    /** What champion and candidate said to a request; NaN for nothing. */
    private static final class Answers {
        private double champion = Double.NaN;
        private double candidate = Double.NaN;
    }

    /** {@return the evidence of the stage that goes on} */
    static StageEvidence read(
            EventLog events, RolloutState state, String predictions, String labels, BetaBinomialTest errors) {
        StageLog log = new StageLog(events, state);
        log.pages(predictions, state.predictions(), log::predictions);
        SequentialTest gain = log.gain(labels);
        return new StageEvidence(gain, log.slow, errors, log.answers);
    }

    private @Nullable SequentialTest gain(String labels) {
        RolloutMeasure measure = state.plan().measure();
        if (state.current() instanceof RolloutStage.Canary canary) {
            ArmDifferenceTest test = ArmDifferenceTest.of(0, canary.share(), measure.spread());
            labels(labels, (answers, label) -> {
                boolean candidate = !Double.isNaN(answers.candidate);
                test.add(candidate, measure.of(candidate ? answers.candidate : answers.champion, label));
            });
            return test;
        } else if (measure.paired()) {
            MeanTest test = MeanTest.of(0, MeanTest.DEFAULT_TIGHT_AT, measure.spread());
            labels(labels, (answers, label) -> {
                double gain = measure.of(answers.candidate, label) - measure.of(answers.champion, label);
                if (!Double.isNaN(gain) && !Double.isNaN(answers.candidate + answers.champion)) {
                    test.add(gain);
                }
            });
            return test;
        }
        return null;
    }

    /** What is done with a request whose label is known. */
    private interface Labelled {
        void take(Answers answers, double label);
    }

    private void labels(String stream, Labelled taker) {
        Set<String> seen = new HashSet<>();
        pages(stream, state.labels(), rows -> {
            for (int row = 0; row < rows.rowCount(); row++) {
                String id = String.valueOf(
                        rows.strings(PredictionStreams.REQUEST_ID).get(row));
                Answers answers = requests.get(id);
                if (answers != null && seen.add(id)) {
                    taker.take(answers, rows.doubles("label").get(row));
                }
            }
        });
    }

    private void predictions(Table rows) {
        long began = Times.nanos(state.began());
        for (int row = 0; row < rows.rowCount(); row++) {
            String route = String.valueOf(rows.strings("route").get(row));
            boolean candidate = is(rows, row, state.versions().candidate());
            if (rows.longs(PredictionStreams.TIME).get(row) < began
                    || !judged(route)
                    || !(candidate || is(rows, row, state.versions().champion()))) {
                continue;
            }
            String id =
                    String.valueOf(rows.strings(PredictionStreams.REQUEST_ID).get(row));
            take(id, candidate, rows.doubles("output.0").get(row));
            if (slow != null && rows.longs("latency_nanos").get(row) > requireSlow()) {
                slow.add(candidate);
            }
        }
    }

    private void take(String id, boolean candidate, double output) {
        Answers request = requests.computeIfAbsent(id, key -> new Answers());
        if (candidate) {
            request.candidate = output;
            answers++;
        } else {
            request.champion = output;
        }
    }

    /** Segments take requests of a kind: what they answered is not to be compared with a random share. */
    private static boolean judged(String route) {
        return route.equals(Routing.CHAMPION) || route.equals(Routing.CANARY) || route.equals(Routing.SHADOW);
    }

    private boolean is(Table rows, int row, int version) {
        return rows.longs("version").get(row) == version
                && state.versions().model().equals(rows.strings("model").get(row));
    }

    private long requireSlow() {
        return requireNonNull(state.plan().slow()).toNanos();
    }

    private void pages(String stream, long after, Consumer<Table> taker) {
        if (events.find(stream).isEmpty()) {
            return;
        }
        long position = after;
        Table page = events.read(stream, position, PAGE);
        while (page.rowCount() > 0) {
            taker.accept(page);
            position += page.rowCount();
            page = page.rowCount() < PAGE ? page.slice(0, 0) : events.read(stream, position, PAGE);
        }
    }
}

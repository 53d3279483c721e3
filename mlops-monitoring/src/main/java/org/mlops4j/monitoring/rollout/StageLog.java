// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.monitoring.sequential.BetaBinomialTest;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.serving.Routing;
import org.mlops4j.spi.EventLog;

/**
 * The logged predictions, failures and labels of a stage, of which every process makes the same evidence. Labels count
 * in the order in which they came, the first of several for a request. Costs a pass over the stage, and memory for its
 * request ids.
 */
final class StageLog {

    private static final int PAGE = 10_000;

    private final EventLog events;
    private final RolloutState state;
    private final boolean watching;
    private final Map<String, Answers> requests = new HashMap<>();
    private final @Nullable BetaBinomialTest slow;
    private final BetaBinomialTest errors;
    private long answers;

    private StageLog(EventLog events, RolloutState state) {
        this.events = events;
        this.state = state;
        this.watching = state.current() instanceof RolloutStage.Watch;
        this.slow = state.plan().slow() == null ? null : BetaBinomialTest.of(state.evenShare());
        this.errors = BetaBinomialTest.of(state.errorShare());
    }

    /** What champion and candidate said to a request; NaN for nothing. */
    private static final class Answers {
        private double champion = Double.NaN;
        private double candidate = Double.NaN;
    }

    /** {@return the evidence of the stage that goes on} */
    static StageEvidence read(EventLog events, RolloutState state, RolloutStreams streams) {
        StageLog log = new StageLog(events, state);
        LogPositions from = state.positions();
        log.pages(streams.predictions(), from.predictions(), log::predictions);
        log.pages(streams.failures(), from.failures(), log::failures);
        Optional<GainTest> gain = log.test(state.plan().criterion());
        List<GainTest> guardrails = state.plan().guardrails().stream()
                .flatMap(guardrail -> log.test(guardrail).stream())
                .toList();
        List<GainTest> tests = Stream.concat(gain.stream(), guardrails.stream()).toList();
        if (!tests.isEmpty()) {
            log.labels(streams.labels(), tests);
        }
        return new StageEvidence(
                gain.map(GainTest::gain).orElse(null),
                guardrails.stream().map(GainTest::gain).toList(),
                log.slow,
                log.errors,
                log.answers);
    }

    private Optional<GainTest> test(RolloutCriterion criterion) {
        return GainTest.of(criterion, state.current());
    }

    private void labels(String stream, List<GainTest> tests) {
        Set<String> seen = new HashSet<>();
        pages(stream, state.positions().labels(), rows -> {
            for (int row = 0; row < rows.rowCount(); row++) {
                String id = String.valueOf(
                        rows.strings(PredictionStreams.REQUEST_ID).get(row));
                Answers said = requests.get(id);
                if (said != null && seen.add(id)) {
                    double label = rows.doubles("label").get(row);
                    tests.forEach(test -> test.add(said.champion, said.candidate, label));
                }
            }
        });
    }

    private void predictions(Table rows) {
        for (int row = 0; row < rows.rowCount(); row++) {
            boolean candidate = is(rows, row, state.versions().candidate());
            if (!counts(rows, row, candidate)) {
                continue;
            }
            String id =
                    String.valueOf(rows.strings(PredictionStreams.REQUEST_ID).get(row));
            take(id, candidate, rows.doubles("output.0").get(row));
            if (slow != null && rows.longs("latency_nanos").get(row) > requireSlow()) {
                slow.add(candidate);
            }
            if (watching && candidate) {
                errors.add(false);
            }
        }
    }

    /** Under watch the candidate alone counts: its share of errors is compared with what it may have. */
    private void failures(Table rows) {
        for (int row = 0; row < rows.rowCount(); row++) {
            boolean candidate = is(rows, row, state.versions().candidate());
            if (counts(rows, row, candidate) && (candidate || !watching)) {
                errors.add(candidate);
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
    private boolean counts(Table rows, int row, boolean candidate) {
        String route = String.valueOf(rows.strings("route").get(row));
        return rows.longs(PredictionStreams.TIME).get(row) >= Times.nanos(state.began())
                && (route.equals(Routing.CHAMPION) || route.equals(Routing.CANARY) || route.equals(Routing.SHADOW))
                && (candidate || is(rows, row, state.versions().champion()));
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

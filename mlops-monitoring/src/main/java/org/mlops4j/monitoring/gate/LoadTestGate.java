// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.registry.Examples;
import org.mlops4j.serving.LoadedModel;

/**
 * Whether a candidate that is loaded anew from its files, as a service will load it, answers several threads at once
 * with the golden predictions. It is an instance that nothing else uses: neither the one in the memory of the training
 * nor one that serves. How long it takes is measured, under the load of all threads; only the time of loading is
 * judged.
 *
 * @param golden what it has to answer, {@code null} for the examples that the version has
 * @param ticker nanoseconds of a clock that only goes on, from any thread
 */
record LoadTestGate(@Nullable Examples golden, int threads, Duration mostLoading, LongSupplier ticker) implements Gate {

    /** How many single predictions are asked for, of all threads together. */
    static final int PREDICTIONS = 10_000;

    LoadTestGate {
        requireNonNull(mostLoading, "mostLoading");
        if (threads < 1 || threads > 1_000) {
            throw new IllegalArgumentException("a load test has 1 to 1000 threads, not " + threads);
        }
        if (mostLoading.isNegative() || mostLoading.isZero()) {
            throw new IllegalArgumentException("loading takes some time, the limit was " + mostLoading);
        }
    }

    @Override
    public String name() {
        return "load-test";
    }

    @Override
    public boolean random() {
        return false;
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        Optional<Examples> examples = Optional.ofNullable(golden)
                .or(() -> trial.candidate().manifest().findExamples());
        if (examples.isEmpty()) {
            return Planning.inconclusive(
                    "there are no golden predictions: " + trial.candidate() + " was registered without examples",
                    Document.object(),
                    1);
        }
        long begin = ticker.getAsLong();
        try (LoadedModel model = trial.load()) {
            long loading = ticker.getAsLong() - begin;
            return judge(model, new GoldenRows(examples.get()), loading);
        } catch (CorruptException | IncompatibleException | InvalidException e) {
            return Verdict.fail("it cannot be loaded: " + e.getMessage(), Document.object());
        }
    }

    private Verdict judge(LoadedModel model, GoldenRows rows, long loading) {
        Document.Fields evidence = Document.object()
                .with("examples", rows.examples().size())
                .with("threads", threads)
                .with("loadNanos", loading)
                .with("mostLoadNanos", mostLoading.toNanos());
        Optional<String> misfit = rows.misfit(model.predictor());
        if (misfit.isPresent()) {
            return Verdict.fail(misfit.get(), evidence);
        }
        LoadTest.Answers answers = new LoadTest(model.predictor(), rows, threads, ticker).run(PREDICTIONS);
        Document.Fields measured =
                evidence.with("predictions", answers.latencies().size());
        if (answers.failure() != null) {
            return Verdict.fail(answers.failure(), measured);
        }
        long[] sorted =
                answers.latencies().stream().mapToLong(Long::longValue).sorted().toArray();
        Document.Fields whole = measured.with("p50Nanos", quantile(sorted, 0.5))
                .with("p99Nanos", quantile(sorted, 0.99))
                .with("maxNanos", sorted[sorted.length - 1])
                .with("perSecond", 1e9 * sorted.length / Math.max(1, answers.nanos()));
        String took = "it was loaded in " + LatencyGate.shown(loading) + ", allowed are "
                + LatencyGate.shown(mostLoading.toNanos());
        return loading > mostLoading.toNanos()
                ? Verdict.fail(took, whole)
                : Verdict.pass(
                        "all of " + sorted.length + " answers to " + threads + " threads are golden; " + took, whole);
    }

    private static long quantile(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}

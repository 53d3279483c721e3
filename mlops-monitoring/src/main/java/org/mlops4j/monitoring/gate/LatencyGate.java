// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.Verdict;
import org.mlops4j.serving.LoadedModel;

/**
 * Whether single predictions of a candidate are fast enough, here and now, by the 99th percentile with an interval of
 * order statistics, which holds for any distribution. The model alone is measured, after as many predictions to warm
 * up, on the rows of the trial one after another.
 *
 * @param ticker nanoseconds of a clock that only goes on
 */
record LatencyGate(Duration limit, int predictions, LongSupplier ticker) implements Gate {

    /** Enough to place the 99th percentile between the 9 870th and the 9 930th of the latencies. */
    static final int PREDICTIONS = 10_000;

    private static final double QUANTILE = 0.99;

    LatencyGate {
        requireNonNull(limit, "limit");
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a limit of latency is positive, was " + limit);
        }
    }

    @Override
    public String name() {
        return "latency-p99";
    }

    @Override
    public Verdict judge(Trial trial, double alpha) {
        if (trial.rows().rowCount() == 0) {
            return Planning.inconclusive("there are no rows to predict", Document.object(), 1);
        }
        long[] latencies = measure(trial);
        BinomialDistribution below = BinomialDistribution.of(predictions, QUANTILE);
        int lower = below.inverseCumulativeProbability(alpha);
        int upper = below.inverseCumulativeProbability(1 - alpha) + 1;
        Document.Fields evidence = Document.object()
                .with("predictions", predictions)
                .with("p50Nanos", latencies[predictions / 2])
                .with("p99Nanos", latencies[(int) Math.ceil(QUANTILE * predictions) - 1])
                .with("limitNanos", limit.toNanos());
        if (upper > predictions) {
            double needed = Math.log(alpha) / Math.log(QUANTILE);
            return Planning.inconclusive(
                    "too few predictions to tell their 99th percentile",
                    evidence,
                    (long) Math.ceil(needed) - predictions);
        }
        long slow = latencies[upper - 1];
        String said = "p99 is at most " + shown(slow) + ", the limit is " + shown(limit.toNanos());
        if (slow <= limit.toNanos()) {
            return Verdict.pass(said, evidence.with("upperNanos", slow));
        } else if (lower >= 1 && latencies[lower - 1] > limit.toNanos()) {
            return Verdict.fail(
                    "p99 is at least " + shown(latencies[lower - 1]) + ", the limit is " + shown(limit.toNanos()),
                    evidence.with("lowerNanos", latencies[lower - 1]));
        }
        return Planning.inconclusive(said, evidence.with("upperNanos", slow), predictions);
    }

    static String shown(long nanos) {
        return nanos < 1_000_000
                ? String.format(Locale.ROOT, "%.1f µs", nanos / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private long[] measure(Trial trial) {
        try (LoadedModel model = trial.load()) {
            double[][] vectors = Scoring.vectors(trial.rows(), model.inputs().names());
            double[] out = new double[model.predictor().outputs()];
            long[] latencies = new long[predictions];
            for (int i = -predictions; i < predictions; i++) {
                double[] vector = vectors[Math.floorMod(i, vectors.length)];
                long begin = ticker.getAsLong();
                model.predictor().predict(vector, out);
                latencies[Math.max(i, 0)] = ticker.getAsLong() - begin;
            }
            Arrays.sort(latencies);
            return latencies;
        }
    }
}

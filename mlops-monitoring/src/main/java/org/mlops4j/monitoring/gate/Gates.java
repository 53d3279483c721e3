// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.gate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.mlops4j.monitoring.drift.DriftPolicy;
import org.mlops4j.monitoring.fairness.FairnessCriterion;
import org.mlops4j.monitoring.fairness.FairnessPolicy;
import org.mlops4j.monitoring.profile.ReferenceProfile;
import org.mlops4j.monitoring.quality.Constraint;
import org.mlops4j.registry.Examples;
import org.mlops4j.reproduction.Outcome;
import org.mlops4j.reproduction.Reproduction;
import org.mlops4j.reproduction.Reproductions;

/**
 * The usual gates.
 *
 * <pre>{@code
 * GateSuite.at(0.05)
 *         .with(Gates.notWorseThanChampion(GateMetric.auc(), 0.005))
 *         .with(Gates.noSliceWorseThan(GateMetric.auc(), 0.02, "origin"))
 *         .with(Gates.latencyP99Below(Duration.ofMillis(1)))
 * }</pre>
 */
public final class Gates {

    /** Slices of fewer rows are told, but not judged, unless stated. */
    public static final int LEAST_SLICE_ROWS = 200;

    /** From how many threads a load test asks unless stated: enough to find what two of them must not share. */
    public static final int LOAD_TEST_THREADS = 4;

    /** How long loading may take in a load test unless stated: after a restart, requests wait as long. */
    public static final Duration MOST_LOADING = Duration.ofMinutes(1);

    private Gates() {}

    /**
     * {@return whether the candidate's metric clears a bound for sure: at least the bound, or at most if lower is
     * better} The end of the one-sided interval decides, not the point.
     */
    public static Gate bound(GateMetric metric, double bound) {
        return new AbsoluteGate(metric, bound);
    }

    /**
     * {@return whether the candidate is not worse than the champion by a margin, by a one-sided test of non-inferiority
     * on the same rows} It fails if it is shown to be worse by more than that.
     *
     * @param margin in the unit of the metric, from 0; with 0 the candidate has to be better
     */
    public static Gate notWorseThanChampion(GateMetric metric, double margin) {
        return new ChampionGate(metric, margin);
    }

    /**
     * {@return whether no slice of {@value #LEAST_SLICE_ROWS} rows or more is worse than with the champion by a margin}
     * See {@link #noSliceWorseThan(GateMetric, double, String, int)}.
     */
    public static Gate noSliceWorseThan(GateMetric metric, double margin, String column) {
        return noSliceWorseThan(metric, margin, column, LEAST_SLICE_ROWS);
    }

    /**
     * {@return whether no slice is worse than with the champion by a margin} It fails if a slice is shown to be, with
     * Holm's correction over all slices; a slice that looks so without proof makes it inconclusive.
     *
     * @param column whose values make the slices: texts, whole numbers or truth values
     * @param leastRows slices of fewer rows are told in the evidence, but not judged; from 2
     */
    public static Gate noSliceWorseThan(GateMetric metric, double margin, String column, int leastRows) {
        return new SliceGate(metric, margin, column, leastRows);
    }

    /** {@return whether the expected calibration error of probabilities is within a bound, in (0, 1)} */
    public static Gate calibrated(double bound) {
        return new CalibrationGate(bound);
    }

    /**
     * {@return whether the candidate treats the groups of a column alike: demographic parity, equal opportunity and the
     * four-fifths rule, for decisions at a threshold}
     *
     * @param column texts, whole numbers or truth values; rows without a value are left out
     */
    public static Gate fair(String column, double threshold) {
        return fair(
                column,
                FairnessPolicy.at(threshold),
                Set.of(
                        FairnessCriterion.DEMOGRAPHIC_PARITY,
                        FairnessCriterion.EQUAL_OPPORTUNITY,
                        FairnessCriterion.SELECTION_RATIO));
    }

    /**
     * {@return whether the candidate treats the groups of a column alike by some criteria} The level that the suite
     * gives takes the place of the one of the policy, evenly split over the criteria: a candidate exactly at the bounds
     * fails that often at most.
     */
    public static Gate fair(String column, FairnessPolicy policy, Set<FairnessCriterion> criteria) {
        return new FairnessGate(column, policy, criteria);
    }

    /**
     * {@return whether the rows that the candidate was trained on are like a reference, by
     * {@link DriftPolicy#defaults()}} Needs {@link Trial#trainedOn}.
     */
    public static Gate trainingDataLike(ReferenceProfile reference) {
        return trainingDataLike(reference, DriftPolicy.defaults());
    }

    /** {@return the same by another policy, whose level is set by the suite} */
    public static Gate trainingDataLike(ReferenceProfile reference, DriftPolicy policy) {
        return new DataDriftGate(reference, policy);
    }

    /**
     * {@return whether the rows that the candidate was trained on keep constraints} Needs {@link Trial#trainedOn}. The
     * evidence has numbers of rows, but no values.
     *
     * @param constraints each of another name
     * @param clock from whose instant the age of rows counts, such as {@link org.mlops4j.Mlops#clock}
     */
    public static Gate trainingDataKeeps(List<Constraint> constraints, InstantSource clock) {
        return new DataQualityGate(constraints, clock);
    }

    /**
     * {@return whether the same came out when the run was done again that made the candidate} It does nothing again
     * itself, it looks at the newest {@link Reproduction}; without one it is inconclusive.
     *
     * @param worst what still passes: {@link Outcome#IDENTICAL} or {@link Outcome#EQUIVALENT}
     */
    public static Gate reproducible(Reproductions reproductions, Outcome worst) {
        return new ReproducibilityGate(reproductions, worst);
    }

    /** {@return whether callers of the champion can call the candidate: its signature is the same or backward} */
    public static Gate compatibleSignature() {
        return new SignatureGate();
    }

    /**
     * {@return whether the 99th percentile of the latency of the model is below a limit, on this machine, now} Costs 20
     * 000 predictions of single rows, half of them to warm up.
     */
    public static Gate latencyP99Below(Duration limit) {
        return new LatencyGate(limit, LatencyGate.PREDICTIONS, System::nanoTime);
    }

    /** {@return whether the files of the model have so many bytes at most} */
    public static Gate sizeAtMost(long bytes) {
        return new SizeGate(bytes);
    }

    /** {@return whether the candidate, loaded as it will serve, gives these predictions} */
    public static Gate goldenPredictions(Examples examples) {
        return new GoldenGate(examples);
    }

    /**
     * {@return whether the candidate stands a load test with the {@link Examples} that it was registered with, from
     * {@value #LOAD_TEST_THREADS} threads, loaded within {@link #MOST_LOADING}} Without examples it is inconclusive.
     */
    public static Gate loadTest() {
        return new LoadTestGate(null, LOAD_TEST_THREADS, MOST_LOADING, System::nanoTime);
    }

    /**
     * {@return whether the candidate stands a load test: it is loaded anew from its files, into an instance that
     * nothing else uses, and answers threads that ask at the same time, for single rows and for all at once, always
     * with these predictions} It fails as well if it cannot be loaded or throws. The evidence has the time of loading,
     * and latencies under this load, which nothing judges: {@link #latencyP99Below} does. Costs some 10 000
     * predictions.
     *
     * <p>It is loaded in this process, since what a format is loaded with, such as Java code of the application, may be
     * nowhere else. Who does not know where a model comes from puts {@link #sizeAtMost} in front; formats with native
     * code try a file in another process before they load it, as that of ONNX does.
     *
     * @param golden rows with predictions, and how far those may be apart
     * @param threads 1 to 1 000
     * @param mostLoading how long loading may take, with the calls that warm the model up
     */
    public static Gate loadTest(Examples golden, int threads, Duration mostLoading) {
        return new LoadTestGate(requireNonNull(golden, "golden"), threads, mostLoading, System::nanoTime);
    }
}

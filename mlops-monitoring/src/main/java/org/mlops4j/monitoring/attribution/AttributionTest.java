// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.attribution;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.monitoring.drift.EffectUnit;
import org.mlops4j.monitoring.drift.Measurement;
import org.mlops4j.monitoring.multivariate.Criterion;
import org.mlops4j.monitoring.multivariate.PermutationDistribution;

/**
 * Whether the inputs of a model rank as they did, by the normalised discounted cumulative gain of the current ranking,
 * where the gain of an input is its importance in the reference. The p-value is that of a permutation test on the rows,
 * so that few rows, whose ranking varies by chance, give no alarm. Costs as many passes over the rows as there are
 * permutations.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-model-monitor-feature-attribution-drift.html">
 *     Amazon SageMaker, Feature attribution drift</a>
 */
public final class AttributionTest {

    /** The gain below which a ranking is another, as SageMaker has it. */
    public static final double DEFAULT_NDCG = 0.90;

    /** How many random splits there are. */
    public static final int DEFAULT_PERMUTATIONS = 499;

    private static final String NAME = "attribution-ndcg";
    private static final int LEAST_ROWS = 2;
    private static final long SEED = 20260101L;

    private final Criterion criterion;
    private final int permutations;
    private final long seed;

    private AttributionTest(Criterion criterion, int permutations, long seed) {
        this.criterion = requireNonNull(criterion, "criterion");
        this.permutations = criterion.requireReachable(permutations);
        this.seed = seed;
    }

    /** {@return the test for a gain of less than {@value #DEFAULT_NDCG}} */
    public static AttributionTest defaults() {
        return new AttributionTest(Criterion.ofEffect(1 - DEFAULT_NDCG), DEFAULT_PERMUTATIONS, SEED);
    }

    /**
     * {@return a copy with another criterion; its effect is 1 less the gain}
     *
     * @throws IllegalArgumentException if its level needs more permutations; set these first
     */
    public AttributionTest withCriterion(Criterion other) {
        return new AttributionTest(other, permutations, seed);
    }

    /** {@return a copy with another number of random splits} */
    public AttributionTest withPermutations(int other) {
        return new AttributionTest(criterion, other, seed);
    }

    /**
     * {@return the verdict; INSUFFICIENT_DATA with a reason if there are less than two rows on a side, or the model of
     * the reference goes by no input at all}
     *
     * @throws IncompatibleException if the inputs are others, or in another order
     */
    public AttributionDrift compare(Attributions reference, Attributions current) {
        if (!reference.inputs().equals(current.inputs())) {
            throw new IncompatibleException(
                    "attributions to " + reference.inputs() + " cannot be compared with those to " + current.inputs()
                            + "; explain both by the same version, or by versions of the same inputs");
        }
        double[] before = importances(reference);
        double[] now = importances(current);
        double gain = Ndcg.of(before, now);
        if (Math.min(reference.rows(), current.rows()) < LEAST_ROWS || Double.isNaN(gain)) {
            String reason = Double.isNaN(gain) && reference.rows() > 0
                    ? "the reference attributes nothing to any input"
                    : "needs two rows on each side";
            Measurement none =
                    Measurement.impossible(NAME, EffectUnit.NDCG_LOSS, reference.rows(), current.rows(), reason);
            return new AttributionDrift(criterion.judge(none, LEAST_ROWS), List.of());
        }
        PermutationDistribution losses = losses(reference, current);
        // Losses that differ by rounding only are equal.
        double p = losses.pValue(1 - gain - 1e-12);
        Measurement measured =
                new Measurement(NAME, gain, p, 1 - gain, EffectUnit.NDCG_LOSS, reference.rows(), current.rows(), "");
        return new AttributionDrift(
                criterion.judge(measured, neededSize(losses, reference.rows(), current.rows())),
                inputs(reference, before, now));
    }

    /** The loss by chance shrinks like one over the root of the size; at the size needed it stays below the bound. */
    private double neededSize(PermutationDistribution losses, double n, double m) {
        double ratio = losses.quantile(1 - criterion.alpha()) / criterion.effect();
        return Math.max(LEAST_ROWS, n * m / (n + m) * ratio * ratio);
    }

    private PermutationDistribution losses(Attributions reference, Attributions current) {
        int inputs = reference.inputs().size();
        int n = reference.rows();
        int rows = n + current.rows();
        double[][] pooled = new double[rows][inputs];
        for (int row = 0; row < rows; row++) {
            for (int input = 0; input < inputs; input++) {
                pooled[row][input] = row < n ? reference.size(row, input) : current.size(row - n, input);
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] losses = new double[permutations];
        for (int i = 0; i < permutations; i++) {
            shuffle(pooled, n, random);
            double gain = Ndcg.of(means(pooled, 0, n), means(pooled, n, rows));
            losses[i] = Double.isNaN(gain) ? 0 : 1 - gain;
        }
        return PermutationDistribution.of(losses);
    }

    private static void shuffle(double[][] rows, int count, SplittableRandom random) {
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(rows.length - i);
            double[] row = rows[other];
            rows[other] = rows[i];
            rows[i] = row;
        }
    }

    private static double[] means(double[][] rows, int from, int to) {
        double[] means = new double[rows[0].length];
        for (int row = from; row < to; row++) {
            for (int input = 0; input < means.length; input++) {
                means[input] += rows[row][input];
            }
        }
        for (int input = 0; input < means.length; input++) {
            means[input] /= to - from;
        }
        return means;
    }

    private static double[] importances(Attributions attributions) {
        double[] importances = new double[attributions.inputs().size()];
        Arrays.setAll(importances, attributions::importance);
        return importances;
    }

    private static List<InputImportance> inputs(Attributions names, double[] before, double[] now) {
        int[] ranks = ranks(before);
        int[] currentRanks = ranks(now);
        double sum = Arrays.stream(before).sum();
        double currentSum = Arrays.stream(now).sum();
        List<InputImportance> inputs = new ArrayList<>();
        for (int input = 0; input < before.length; input++) {
            inputs.add(new InputImportance(
                    names.inputs().get(input),
                    before[input] / sum,
                    currentSum > 0 ? now[input] / currentSum : 0,
                    ranks[input],
                    currentRanks[input]));
        }
        inputs.sort(Comparator.comparingDouble(input -> -Math.abs(input.reference() - input.current())));
        return inputs;
    }

    private static int[] ranks(double[] importances) {
        Integer[] order = Ndcg.ranking(importances);
        int[] ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank + 1;
        }
        return ranks;
    }
}

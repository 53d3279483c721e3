// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.fairness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.fairness.Share.Interval;
import org.mlops4j.monitoring.performance.Confusion;
import org.mlops4j.monitoring.performance.Estimate;

/** Compares each group with the reference, or the greatest, by each criterion. */
final class GroupComparison {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double Z95 = NORMAL.inverseSurvivalProbability(0.025);

    private final GroupedScores scores;
    private final FairnessPolicy policy;

    /** The quantile that a side of an interval of the level of the policy is beyond. */
    private final double quantile;

    private final SortedMap<String, Confusion> decisions = new TreeMap<>();
    private final String reference;

    private GroupComparison(GroupedScores scores, FairnessPolicy policy) {
        this.scores = scores;
        this.policy = policy;
        this.quantile = NORMAL.inverseSurvivalProbability(policy.alpha() / 2);
        scores.groups().forEach((name, rows) -> decisions.put(name, Confusion.of(rows, policy.threshold())));
        this.reference = policy.reference().orElseGet(() -> greatest(Confusion::rows));
        scores.group(reference);
    }

    static GroupComparison of(GroupedScores scores, FairnessPolicy policy) {
        if (scores.groups().size() < 2) {
            throw new InvalidException("fairness needs two groups or more to compare, got " + scores.names());
        }
        return new GroupComparison(scores, policy);
    }

    String reference() {
        return reference;
    }

    List<FairnessFinding> findings() {
        List<FairnessFinding> findings = new ArrayList<>();
        differences(findings, FairnessCriterion.DEMOGRAPHIC_PARITY, GroupComparison::selected, "rows");
        ratios(findings);
        differences(findings, FairnessCriterion.EQUAL_OPPORTUNITY, GroupComparison::found, "positive rows");
        odds(findings);
        differences(findings, FairnessCriterion.PREDICTIVE_PARITY, GroupComparison::precise, "rows taken for positive");
        calibrations(findings);
        return findings;
    }

    private static Share selected(Confusion rows) {
        return new Share(rows.truePositives() + rows.falsePositives(), rows.rows());
    }

    private static Share found(Confusion rows) {
        return new Share(rows.truePositives(), rows.truePositives() + rows.falseNegatives());
    }

    private static Share disturbed(Confusion rows) {
        return new Share(rows.falsePositives(), rows.falsePositives() + rows.trueNegatives());
    }

    private static Share precise(Confusion rows) {
        return new Share(rows.truePositives(), rows.truePositives() + rows.falsePositives());
    }

    private void differences(
            List<FairnessFinding> findings,
            FairnessCriterion criterion,
            Function<Confusion, Share> share,
            String counted) {
        Share own = share.apply(decisions(reference));
        for (String group : others(reference)) {
            Share other = share.apply(decisions(group));
            String reason = tooFew(counted, other.rows(), own.rows());
            findings.add(
                    reason.isEmpty()
                            ? judged(
                                    criterion,
                                    group,
                                    reference,
                                    other.value() - own.value(),
                                    Math.min(own.rows(), other.rows()),
                                    z -> other.minus(own, z))
                            : insufficient(criterion, group, reference, reason));
        }
    }

    private void odds(List<FairnessFinding> findings) {
        FairnessCriterion criterion = FairnessCriterion.EQUALISED_ODDS;
        Share positives = found(decisions(reference));
        Share negatives = disturbed(decisions(reference));
        for (String group : others(reference)) {
            Share found = found(decisions(group));
            Share disturbed = disturbed(decisions(group));
            String fewPositives = tooFew("positive rows", found.rows(), positives.rows());
            String fewNegatives = tooFew("negative rows", disturbed.rows(), negatives.rows());
            String reason = fewPositives.isEmpty() ? fewNegatives : fewPositives;
            double value = Math.max(
                    Math.abs(found.value() - positives.value()), Math.abs(disturbed.value() - negatives.value()));
            findings.add(
                    reason.isEmpty()
                            ? judged(
                                    criterion,
                                    group,
                                    reference,
                                    value,
                                    decisions(group).rows(),
                                    z -> {
                                        double both = wider(z, 2);
                                        return found.minus(positives, both)
                                                .absolute()
                                                .max(disturbed
                                                        .minus(negatives, both)
                                                        .absolute());
                                    })
                            : insufficient(criterion, group, reference, reason));
        }
    }

    private void ratios(List<FairnessFinding> findings) {
        FairnessCriterion criterion = FairnessCriterion.SELECTION_RATIO;
        String most = greatest(
                rows -> rows.rows() < policy.minimumRows() ? -1 : selected(rows).value());
        Share greatest = selected(decisions(most));
        for (String group : others(most)) {
            Share share = selected(decisions(group));
            String reason = tooFew("rows", share.rows(), greatest.rows());
            reason = reason.isEmpty() && greatest.cases() == 0 ? "no row was taken for positive" : reason;
            if (!reason.isEmpty()) {
                findings.add(insufficient(criterion, group, most, reason));
                continue;
            }
            Interval shown = share.over(greatest, Z95);
            Interval wide = share.over(greatest, wider(quantile, decisions.size() - 1));
            FairnessVerdict verdict = share.over(greatest, quantile).low() >= policy.leastRatio()
                    ? FairnessVerdict.FAIR
                    : wide.high() < policy.leastRatio() ? FairnessVerdict.UNFAIR : FairnessVerdict.INCONCLUSIVE;
            double ratio = share.value() / greatest.value();
            findings.add(new FairnessFinding(
                    criterion,
                    group,
                    most,
                    new Estimate(name(criterion), ratio, shown.low(), shown.high(), share.rows(), ""),
                    policy.leastRatio(),
                    verdict));
        }
    }

    private void calibrations(List<FairnessFinding> findings) {
        FairnessCriterion criterion = FairnessCriterion.CALIBRATION;
        scores.groups().forEach((group, rows) -> {
            String reason = tooFew("rows", rows.rows(), rows.rows());
            double[] errors = new double[rows.rows()];
            for (int row = 0; row < errors.length; row++) {
                double score = rows.score(row);
                errors[row] = score - (rows.label(row) ? 1 : 0);
                reason = score >= 0 && score <= 1 ? reason : "a score is not in [0, 1]";
            }
            Estimate bias = Estimate.mean(name(criterion), errors);
            double error = (bias.high() - bias.value()) / Z95;
            findings.add(
                    reason.isEmpty()
                            ? judged(
                                    criterion,
                                    group,
                                    group,
                                    bias.value(),
                                    rows.rows(),
                                    z -> new Interval(bias.value() - z * error, bias.value() + z * error))
                            : insufficient(criterion, group, group, reason));
        });
    }

    /** A difference: fair if its interval is within the bound, unfair if the wider one is beyond. */
    private FairnessFinding judged(
            FairnessCriterion criterion,
            String group,
            String other,
            double value,
            long rows,
            DoubleFunction<Interval> interval) {
        Interval shown = interval.apply(Z95);
        Interval wide = interval.apply(wider(quantile, decisions.size() - 1)).absolute();
        FairnessVerdict verdict = interval.apply(quantile).absolute().high() <= policy.greatestDifference()
                ? FairnessVerdict.FAIR
                : wide.low() > policy.greatestDifference() ? FairnessVerdict.UNFAIR : FairnessVerdict.INCONCLUSIVE;
        Estimate estimate = new Estimate(name(criterion), value, shown.low(), shown.high(), rows, "");
        return new FairnessFinding(criterion, group, other, estimate, policy.greatestDifference(), verdict);
    }

    private FairnessFinding insufficient(FairnessCriterion criterion, String group, String other, String reason) {
        return new FairnessFinding(
                criterion,
                group,
                other,
                Estimate.undefined(name(criterion), decisions(group).rows(), reason),
                criterion == FairnessCriterion.SELECTION_RATIO ? policy.leastRatio() : policy.greatestDifference(),
                FairnessVerdict.INSUFFICIENT);
    }

    private String tooFew(String counted, long group, long other) {
        long least = Math.min(group, other);
        return least >= policy.minimumRows()
                ? ""
                : "needs " + policy.minimumRows() + " " + counted + " in each group, has " + least;
    }

    private Confusion decisions(String group) {
        Confusion confusion = decisions.get(group);
        if (confusion == null) {
            throw new IllegalStateException("no group " + group);
        }
        return confusion;
    }

    private List<String> others(String group) {
        return decisions.keySet().stream().filter(name -> !name.equals(group)).toList();
    }

    /** The first group that has the most. */
    private String greatest(ToDoubleFunction<Confusion> number) {
        String greatest = decisions.firstKey();
        for (String group : decisions.keySet()) {
            greatest = number.applyAsDouble(decisions(group)) > number.applyAsDouble(decisions(greatest))
                    ? group
                    : greatest;
        }
        return greatest;
    }

    /** The quantile that leaves a part of what the given one leaves. */
    private static double wider(double z, int parts) {
        return NORMAL.inverseSurvivalProbability(NORMAL.survivalProbability(z) / parts);
    }

    /** {@code equalOpportunity} of {@code EQUAL_OPPORTUNITY}. */
    private static String name(FairnessCriterion criterion) {
        String[] words = criterion.name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return name.toString();
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.performance;

import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;

/**
 * How good the scores of a binary classifier were. Each metric has the rows it rests on and, where a standard one
 * exists, a 95 % interval. Undefined, with a reason: everything without rows; the AUC if all labels are the same; log
 * loss, Brier score and calibration if a score is no probability.
 *
 * @param rows rows with a score and a label
 * @param skipped rows without
 * @param baseRate the share of positives, Wilson's interval
 * @param auc the area under the ROC curve, exact with ties; DeLong's interval, none with less than two rows of a label
 * @param logLoss the mean of minus the log of the probability of what happened, probabilities clipped to
 *     [{@link #CLIP}, 1 - CLIP]; normal interval
 * @param brier the mean squared difference between probability and outcome; normal interval
 * @param calibration by bins of the scores
 */
public record BinaryPerformance(
        long rows,
        long skipped,
        Estimate baseRate,
        Estimate auc,
        Estimate logLoss,
        Estimate brier,
        Calibration calibration) {

    /** 2<sup>-52</sup>: a sure prediction that was wrong costs 36 nats, not infinitely many. */
    public static final double CLIP = 0x1p-52;

    private static final String NO_PROBABILITY = "a score is not in [0, 1]";

    /** {@return the performance on these rows; O(n log n)} */
    public static BinaryPerformance of(BinaryScores rows) {
        return new BinaryPerformance(
                rows.rows(),
                rows.skipped(),
                Estimate.share("baseRate", rows.positives(), rows.rows(), "there are no rows"),
                auc(rows),
                logLoss(rows),
                brier(rows),
                rows.probabilities()
                        ? Calibration.of(rows)
                        : new Calibration(
                                Estimate.undefined("calibrationError", rows.rows(), NO_PROBABILITY), List.of()));
    }

    /** {@return the area under the ROC curve alone} */
    public static Estimate auc(BinaryScores rows) {
        if (rows.positives() == 0 || rows.positives() == rows.rows()) {
            return Estimate.undefined(
                    "auc",
                    rows.rows(),
                    rows.rows() == 0 ? "there are no rows" : "all " + rows.rows() + " labels are the same");
        }
        DeLong curve = DeLong.of(rows);
        return Estimate.normal("auc", curve.area(), curve.standardError(), rows.rows())
                .within(0, 1);
    }

    /** {@return the log loss alone} */
    public static Estimate logLoss(BinaryScores rows) {
        return rows.probabilities()
                ? Estimate.mean("logLoss", Sample.of(Losses.log(rows)))
                : Estimate.undefined("logLoss", rows.rows(), NO_PROBABILITY);
    }

    /** {@return the Brier score alone} */
    public static Estimate brier(BinaryScores rows) {
        return rows.probabilities()
                ? Estimate.mean("brier", Sample.of(Losses.squared(rows)))
                : Estimate.undefined("brier", rows.rows(), NO_PROBABILITY);
    }

    /** {@return all metrics in a fixed order} */
    public List<Estimate> estimates() {
        return List.of(baseRate, auc, logLoss, brier, calibration.error());
    }

    /** {@return the metric of a name, such as {@code auc}, if there is one} */
    public Optional<Estimate> find(String metric) {
        return estimates().stream().filter(e -> e.metric().equals(metric)).findFirst();
    }

    /** {@return the form for machines} */
    public Document toDocument() {
        return Document.object()
                .with("rows", rows)
                .with("skipped", skipped)
                .with("estimates", Estimate.documents(estimates()))
                .with(
                        "calibration",
                        Document.list(calibration.bins().stream()
                                .map(CalibrationBin::toDocument)
                                .toList()));
    }
}

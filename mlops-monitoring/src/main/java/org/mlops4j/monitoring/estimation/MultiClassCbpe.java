// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.estimation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.monitoring.performance.ClassScores;
import org.mlops4j.monitoring.performance.Estimate;
import org.mlops4j.monitoring.performance.MultiClassPerformance;

/**
 * Confidence-based performance estimation of a classifier of several classes; see {@link Cbpe} for what it can see and
 * what not. The scores of each class are calibrated against all others if that helps, and then brought to a sum of 1.
 * Estimates of a class count its rows as {@link Cbpe} does; averages are those of the classes, as in NannyML 0.13, and
 * a class that no row is taken for counts as 0, as in {@link MultiClassPerformance}. Immutable.
 */
public final class MultiClassCbpe {

    private static final List<String> METRICS =
            List.of("accuracy", "macroPrecision", "macroRecall", "macroF1", "macroAuc");

    private final List<String> classes;
    private final List<Optional<IsotonicCalibration>> calibrations;
    private final Map<String, ReferenceLimits> limits;

    private MultiClassCbpe(
            List<String> classes,
            List<Optional<IsotonicCalibration>> calibrations,
            Map<String, ReferenceLimits> limits) {
        this.classes = classes;
        this.calibrations = List.copyOf(calibrations);
        this.limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    }

    /** {@return an estimator that learnt from a reference of {@link Cbpe#DEFAULT_WINDOWS} windows} */
    public static MultiClassCbpe fit(ClassScores reference) {
        return fit(reference, Cbpe.DEFAULT_WINDOWS);
    }

    /**
     * {@return an estimator that learnt from a reference}
     *
     * @param reference scores with labels that the model was not trained on, in the order of time
     * @param windows into how many parts of equal size the reference is cut, for the limits of alarms
     * @throws InvalidException if a class has no row or all, or there are fewer rows than windows
     */
    public static MultiClassCbpe fit(ClassScores reference, int windows) {
        List<Optional<IsotonicCalibration>> calibrations = new ArrayList<>();
        for (int i = 0; i < reference.classes().size(); i++) {
            long labelled = reference.against(i).positives();
            if (labelled == 0 || labelled == reference.rows()) {
                throw new InvalidException("a reference needs rows of every class and of others, has " + labelled
                        + " of '" + reference.classes().get(i) + "' in " + reference.rows());
            }
            calibrations.add(IsotonicCalibration.ifItHelps(reference.against(i)));
        }
        return new MultiClassCbpe(
                reference.classes(),
                calibrations,
                ReferenceLimits.ofWindows(reference, windows, MultiClassCbpe::realised));
    }

    /**
     * {@return the estimator whose {@link #toDocument()} this is}
     *
     * @throws InvalidException if it is none
     */
    public static MultiClassCbpe from(Document document) {
        List<String> classes = document.get("classes").texts();
        List<Optional<IsotonicCalibration>> calibrations = document.get("calibrations").list().stream()
                .map(stored -> stored.find("calibration").map(IsotonicCalibration::from))
                .toList();
        if (calibrations.size() != classes.size()) {
            throw new InvalidException("a stored estimator has a calibration, or none, for each of " + classes);
        }
        return new MultiClassCbpe(classes, calibrations, ReferenceLimits.byMetric(document.get("limits")));
    }

    /** {@return the metrics that are estimated, of rows whose labels are known; the same names in the same order} */
    public static List<Estimate> realised(ClassScores rows) {
        MultiClassPerformance performance = MultiClassPerformance.of(rows);
        return METRICS.stream()
                .map(metric -> performance.find(metric).orElseThrow())
                .toList();
    }

    /**
     * {@return between which values the realised metrics of windows of the reference lie, by the name of the metric}
     */
    public Map<String, ReferenceLimits> limits() {
        return limits;
    }

    /**
     * {@return what the metrics of these rows probably are; an alarm is an estimate beyond its {@link #limits}}
     *
     * @param scores for each row one for each class, in the order of the classes of the reference; rows with NaN are
     *     left out
     * @throws InvalidException if a row has another number of scores, or one that is no probability and has no
     *     calibration
     */
    public EstimatedPerformance estimate(double[]... scores) {
        ClassProbabilities rows = ClassProbabilities.of(classes, scores, calibrations);
        return new EstimatedPerformance(
                List.of(
                        rows.accuracy(),
                        rows.macro("macroPrecision", ExpectedCounts::precision),
                        rows.macro("macroRecall", ExpectedCounts::recall),
                        rows.macro("macroF1", ExpectedCounts::f1),
                        rows.macro("macroAuc", ExpectedCounts::auc)),
                rows.counts());
    }

    /** {@return the form in which an estimator is stored} */
    public Document.Fields toDocument() {
        List<Document> stored = new ArrayList<>();
        for (Optional<IsotonicCalibration> calibration : calibrations) {
            stored.add(
                    calibration.isPresent()
                            ? Document.object()
                                    .with("calibration", calibration.get().toDocument())
                            : Document.object());
        }
        return Document.object()
                .with("classes", Document.texts(classes))
                .with("calibrations", Document.list(stored))
                .with("limits", ReferenceLimits.document(limits));
    }
}

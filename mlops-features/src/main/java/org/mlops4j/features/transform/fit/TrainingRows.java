// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Table;
import org.mlops4j.data.Times;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.features.transform.Bins;
import org.mlops4j.features.transform.FittedOn;
import org.mlops4j.features.transform.FittedPreprocessing;
import org.mlops4j.features.transform.FittedTransform;
import org.mlops4j.features.transform.Frequency;
import org.mlops4j.features.transform.Hashing;
import org.mlops4j.features.transform.Impute;
import org.mlops4j.features.transform.ImputeConstant;
import org.mlops4j.features.transform.MissingFlag;
import org.mlops4j.features.transform.OneHot;
import org.mlops4j.features.transform.Ordinal;
import org.mlops4j.features.transform.Polynomial;
import org.mlops4j.features.transform.PowerTransform;
import org.mlops4j.features.transform.Preprocessing;
import org.mlops4j.features.transform.PrincipalComponents;
import org.mlops4j.features.transform.QuantileTransform;
import org.mlops4j.features.transform.Scale;
import org.mlops4j.features.transform.Spline;
import org.mlops4j.features.transform.TargetEncoding;
import org.mlops4j.features.transform.TfIdf;
import org.mlops4j.features.transform.TopCategories;
import org.mlops4j.features.transform.Transform;
import org.mlops4j.features.transform.Winsorize;

/**
 * The rows that transforms are fitted on: training rows alone, none of those a model is judged by. Immutable and safe
 * to share between threads.
 */
public final class TrainingRows {

    private final Table table;
    private final FittedOn on;

    private TrainingRows(Table table, FittedOn on) {
        this.table = table;
        this.on = on;
    }

    /** {@return these rows} Costs one pass over the table, for its digest. */
    public static TrainingRows of(Table table) {
        return new TrainingRows(table, new FittedOn(table.rowCount(), table.digest(), null, null));
    }

    /**
     * {@return these rows, whose times are known} What is fitted on them tells its time range.
     *
     * @param timeField a TIMESTAMP column
     * @throws InvalidException if it is of another type, or null in a row
     * @throws org.mlops4j.error.NotFoundException if there is no such column
     */
    public TrainingRows timedBy(String timeField) {
        int index = table.schema().index(timeField);
        if (table.schema().field(index).type() != DataType.TIMESTAMP) {
            throw new InvalidException("the times of training rows are in a timestamp column, but " + "'" + timeField
                    + "' is " + table.schema().field(index).type().text());
        }
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int row = 0; row < table.rowCount(); row++) {
            if (table.column(index).isNull(row)) {
                throw new InvalidException("the time '" + timeField + "' of training row " + row + " is null");
            }
            long nanos = table.longs(timeField).get(row);
            first = Math.min(first, nanos);
            last = Math.max(last, nanos);
        }
        return table.rowCount() == 0
                ? this
                : new TrainingRows(
                        table, new FittedOn(table.rowCount(), on.digest(), Times.instant(first), Times.instant(last)));
    }

    /**
     * {@return these rows, after a check that none is among those a model is judged by}
     *
     * @param evaluationStarts the earliest instant of those rows
     * @throws RejectedException if a row lies at that instant or later, or the times are unknown
     */
    public TrainingRows before(Instant evaluationStarts) {
        new FittedPreprocessing(List.of(), on).requireFittedBefore(evaluationStarts);
        return this;
    }

    /**
     * Fits transforms in order; each sees the results of those before it. Costs one evaluation of all transforms, and
     * O(n log n) for each that sorts.
     *
     * @return what was learnt, and the transformed rows
     * @throws InvalidException if a column is missing or has the wrong type, holds no value or an infinite one, or what
     *     is learnt would exceed the range of doubles; the message names the transform and the column
     */
    public Fit fit(Preprocessing preprocessing) {
        Table rows = table;
        List<FittedTransform> fitted = new ArrayList<>();
        for (Transform transform : preprocessing.transforms()) {
            Steps steps = new Steps(transform, rows);
            fit(transform, steps);
            FittedTransform done = steps.fitted();
            fitted.add(done);
            rows = transform instanceof TargetEncoding encoding
                    ? TargetFit.crossFitted(encoding, rows)
                    : TransformedTable.with(rows, done.features());
        }
        return new Fit(new FittedPreprocessing(fitted, on), rows);
    }

    private static void fit(Transform transform, Steps steps) {
        if (transform instanceof MissingFlag) {
            NumberFits.missingFlag(steps);
        } else if (transform instanceof Impute impute) {
            NumberFits.impute(impute.statistic(), steps);
        } else if (transform instanceof ImputeConstant impute) {
            NumberFits.impute(impute.value(), steps);
        } else if (transform instanceof Scale scale) {
            NumberFits.scale(scale, steps);
        } else if (transform instanceof Winsorize winsorize) {
            NumberFits.winsorize(winsorize, steps);
        } else if (transform instanceof Bins bins) {
            NumberFits.bins(bins, steps);
        } else if (transform instanceof QuantileTransform quantile) {
            QuantileFit.fit(quantile, steps);
        } else if (transform instanceof PowerTransform power) {
            PowerFit.fit(power, steps);
        } else if (transform instanceof Spline spline) {
            SplineFit.fit(spline, steps);
        } else if (transform instanceof Polynomial polynomial) {
            PolynomialTerms.fit(polynomial, steps);
        } else if (transform instanceof PrincipalComponents components) {
            ComponentsFit.fit(components, steps);
        } else if (transform instanceof Ordinal) {
            CategoryFits.ordinal(steps);
        } else if (transform instanceof Frequency) {
            CategoryFits.frequency(steps);
        } else if (transform instanceof TopCategories top) {
            CategoryFits.top(top, steps);
        } else if (transform instanceof OneHot oneHot) {
            CategoryFits.oneHot(oneHot, steps);
        } else if (transform instanceof Hashing hashing) {
            CategoryFits.hashing(hashing, steps);
        } else if (transform instanceof TfIdf tfIdf) {
            WordFit.fit(tfIdf, steps);
        } else if (transform instanceof TargetEncoding encoding) {
            TargetFit.fit(encoding, steps);
        } else {
            throw new IllegalStateException("transform " + transform + " cannot be fitted");
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.features.Expression;
import org.mlops4j.features.transform.Bins;
import org.mlops4j.features.transform.Impute;
import org.mlops4j.features.transform.Scale;
import org.mlops4j.features.transform.Winsorize;

/** Fits the transforms of one number that need a few numbers only. */
final class NumberFits {

    private NumberFits() {}

    static void missingFlag(Steps steps) {
        Expression missing = steps.x().isNull();
        steps.result(
                steps.type(steps.input()) == DataType.FLOAT64
                        ? missing.or(steps.x().then("is_nan"))
                        : missing);
    }

    static void impute(Impute.Statistic statistic, Steps steps) {
        Numbers numbers = steps.numbers();
        impute(
                switch (statistic) {
                    case MEAN -> numbers.mean();
                    case MEDIAN -> numbers.quantile(0.5);
                    case MODE -> numbers.mode();
                },
                steps);
    }

    static void impute(double value, Steps steps) {
        steps.result(steps.x().then("nan_to_null").orElse(value));
    }

    static void scale(Scale transform, Steps steps) {
        Numbers numbers = steps.numbers();
        switch (transform.method()) {
            case STANDARD -> scale(numbers.mean(), numbers.deviation(), steps);
            case MIN_MAX -> scale(numbers.least(), numbers.greatest() - numbers.least(), steps);
            case MAX_ABS -> scale(0, Math.max(Math.abs(numbers.least()), Math.abs(numbers.greatest())), steps);
            case ROBUST -> scale(numbers.quantile(0.5), numbers.quantile(0.75) - numbers.quantile(0.25), steps);
        }
    }

    static void winsorize(Winsorize transform, Steps steps) {
        Numbers numbers = steps.numbers();
        steps.result(steps.x()
                .then(
                        "clip",
                        new Expression.Constant(numbers.quantile(transform.lower())),
                        new Expression.Constant(numbers.quantile(transform.upper()))));
    }

    static void bins(Bins transform, Steps steps) {
        if (transform.cut() instanceof Bins.Boundaries given) {
            steps.type(steps.input());
            steps.result(bin(steps.x(), given.boundaries()));
            return;
        }
        Numbers numbers = steps.numbers();
        List<Double> inner = new ArrayList<>();
        if (transform.cut() instanceof Bins.EqualWidth width) {
            for (int i = 1; i < width.count(); i++) {
                add(inner, evenly(numbers, i, width.count()), numbers);
            }
        } else if (transform.cut() instanceof Bins.EqualShare share) {
            for (int i = 1; i < share.count(); i++) {
                add(inner, numbers.quantile((double) i / share.count()), numbers);
            }
        }
        steps.result(bin(steps.x(), inner));
    }

    /** {@return the i-th of n steps from the least to the greatest number} */
    static double evenly(Numbers numbers, int i, int n) {
        double step = (numbers.greatest() - numbers.least()) / n;
        return Double.isInfinite(step)
                ? numbers.least() * ((double) (n - i) / n) + numbers.greatest() * ((double) i / n)
                : numbers.least() + i * step;
    }

    /** {@return the number of boundaries, which increase, that are at most the number} */
    static Expression bin(Expression x, List<Double> boundaries) {
        if (boundaries.isEmpty()) {
            return x.then("clip", new Expression.Constant(0), new Expression.Constant(0));
        }
        return x.then("bin", boundaries.stream().map(Expression.Constant::new).toArray(Expression[]::new));
    }

    private static void add(List<Double> boundaries, double boundary, Numbers numbers) {
        double before = boundaries.isEmpty() ? numbers.least() : boundaries.get(boundaries.size() - 1);
        if (boundary > before && boundary < numbers.greatest()) {
            boundaries.add(boundary);
        }
    }

    private static void scale(double centre, double scale, Steps steps) {
        if (Double.isInfinite(scale)) {
            throw steps.refused(steps.input(), "its range exceeds that of doubles; scale it down before");
        }
        Expression centred = centre == 0 ? steps.x() : steps.x().minus(centre);
        steps.result(centred.dividedBy(scale == 0 ? 1 : scale));
    }
}

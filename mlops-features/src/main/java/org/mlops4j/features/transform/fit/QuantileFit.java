// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.features.Expression;
import org.mlops4j.features.Expression.Constant;
import org.mlops4j.features.transform.QuantileTransform;

/** Fits a map from quantiles to shares, which is linear between them. */
final class QuantileFit {

    private static final double NEAREST_SHARE = 1e-7;

    private QuantileFit() {}

    static void fit(QuantileTransform transform, Steps steps) {
        Expression share = share(knots(transform, steps.numbers()), steps);
        if (transform.distribution() == QuantileTransform.Distribution.UNIFORM) {
            steps.result(share);
        } else {
            Expression inside = steps.step(
                    "share", share.then("clip", new Constant(NEAREST_SHARE), new Constant(1 - NEAREST_SHARE)));
            NormalQuantile.add(inside, steps);
        }
    }

    /** A quantile, with the least and the greatest share that it is the quantile of. */
    private record Knot(double value, double least, double greatest) {}

    private static List<Knot> knots(QuantileTransform transform, Numbers numbers) {
        int last = Math.min(transform.quantiles(), numbers.count()) - 1;
        List<Knot> knots = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            double share = last == 0 ? 0 : (double) i / last;
            double value = numbers.quantile(share);
            int top = knots.size() - 1;
            // Rounding may put a quantile below the one before it.
            if (top >= 0 && knots.get(top).value() >= value) {
                knots.set(top, new Knot(knots.get(top).value(), knots.get(top).least(), share));
            } else {
                knots.add(new Knot(value, share, share));
            }
        }
        return knots;
    }

    private static Expression share(List<Knot> knots, Steps steps) {
        Expression x = steps.x();
        double first = knots.get(0).value();
        double last = knots.get(knots.size() - 1).value();
        return Expression.call(
                "case",
                x.le(first),
                new Constant(0),
                x.ge(last),
                new Constant(1),
                knots.size() == 1 ? x : between(knots, steps));
    }

    private static Expression between(List<Knot> knots, Steps steps) {
        int count = knots.size() - 1;
        Expression x = steps.x();
        Expression interval = steps.step(
                "interval",
                NumberFits.bin(
                        x, knots.subList(1, count).stream().map(Knot::value).toList()));
        Expression start = Tables.at(interval, count, i -> knots.get(i).value());
        Expression base = Tables.at(interval, count, i -> knots.get(i).greatest());
        Expression slope = Tables.at(interval, count, i -> slope(knots.get(i), knots.get(i + 1)));
        Expression line = x.minus(start).times(slope).plus(base);
        List<Expression> shared = new ArrayList<>();
        for (Knot knot : knots) {
            if (knot.least() < knot.greatest()) {
                shared.add(new Constant(knot.value()));
                shared.add(new Constant((knot.least() + knot.greatest()) / 2));
            }
        }
        return shared.isEmpty()
                ? line
                : x.then("lookup", shared.toArray(Expression[]::new)).then("coalesce", line);
    }

    private static double slope(Knot from, Knot to) {
        return (to.least() - from.greatest()) / (to.value() - from.value());
    }
}

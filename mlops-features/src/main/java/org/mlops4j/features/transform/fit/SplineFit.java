// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.features.Expression;
import org.mlops4j.features.Expression.Constant;
import org.mlops4j.features.transform.Spline;

/** Turns B-splines into polynomials, one for each interval between knots. */
/*
 * The recursion of Cox and de Boor is carried out on polynomials: B(j, 0) is 1 on [t(j), t(j+1)), and
 * B(j, p) = (x - t(j)) / (t(j+p) - t(j)) B(j, p-1) + (t(j+p+1) - x) / (t(j+p+1) - t(j+1)) B(j+1, p-1).
 * In the interval from t(i) of width w they are polynomials of u = (x - t(i)) / w, which lies in [0, 1].
 * C. de Boor, On calculating with B-splines, Journal of Approximation Theory 6, 1972, equations 1 to 3.
 */
final class SplineFit {

    private SplineFit() {}

    static void fit(Spline transform, Steps steps) {
        double[] knots = knots(transform, steps);
        int intervals = knots.length - 1;
        int degree = transform.degree();
        double[] extended = extended(knots, degree);
        Expression inside =
                steps.step("inside", steps.x().then("clip", new Constant(knots[0]), new Constant(knots[intervals])));
        List<Double> inner = new ArrayList<>();
        for (int i = 1; i < intervals; i++) {
            inner.add(knots[i]);
        }
        Expression interval = steps.step("interval", NumberFits.bin(inside, inner));
        Expression position = steps.step(
                "position",
                inside.minus(Tables.at(interval, intervals, i -> knots[i]))
                        .dividedBy(Tables.at(interval, intervals, i -> knots[i + 1] - knots[i])));
        List<double[][]> splines = new ArrayList<>();
        for (int i = 0; i < intervals; i++) {
            splines.add(polynomials(extended, i + degree, degree));
        }
        for (int j = 0; j < intervals + degree; j++) {
            List<Expression> coefficients = new ArrayList<>();
            for (int power = 0; power <= degree; power++) {
                coefficients.add(coefficient(interval, splines, j, power));
            }
            steps.result(j, Tables.polynomial(position, coefficients));
        }
    }

    /** {@return the coefficient of a spline in the interval that a row lies in; 0 where the spline has ended} */
    private static Expression coefficient(Expression interval, List<double[][]> splines, int spline, int power) {
        return Tables.at(interval, splines.size(), i -> {
            double[][] here = splines.get(i);
            int local = spline - i;
            return local >= 0 && local < here.length ? here[local][power] : 0;
        });
    }

    private static double[] knots(Spline transform, Steps steps) {
        Numbers numbers = steps.numbers();
        List<Double> knots = new ArrayList<>();
        int last = transform.knots() - 1;
        for (int i = 0; i <= last; i++) {
            double knot = transform.placement() == Spline.Placement.UNIFORM
                    ? i == last ? numbers.greatest() : NumberFits.evenly(numbers, i, last)
                    : numbers.quantile((double) i / last);
            if (knots.isEmpty() || knot > knots.get(knots.size() - 1)) {
                knots.add(knot);
            }
        }
        if (knots.size() < 2 || Double.isInfinite(numbers.greatest() - numbers.least())) {
            throw steps.refused(
                    steps.input(),
                    "a spline needs a finite range, has " + numbers.least() + " to " + numbers.greatest());
        }
        return knots.stream().mapToDouble(knot -> knot).toArray();
    }

    private static double[] extended(double[] knots, int degree) {
        double[] extended = new double[knots.length + 2 * degree];
        int last = knots.length - 1;
        System.arraycopy(knots, 0, extended, degree, knots.length);
        for (int i = 1; i <= degree; i++) {
            extended[degree - i] = knots[0] - i * (knots[1] - knots[0]);
            extended[degree + last + i] = knots[last] + i * (knots[last] - knots[last - 1]);
        }
        return extended;
    }

    /** {@return the coefficients of the degree + 1 splines that are not zero right of t[i], lowest power first} */
    private static double[][] polynomials(double[] t, int i, int degree) {
        double width = t[i + 1] - t[i];
        double[][] splines = {{1}};
        for (int p = 1; p <= degree; p++) {
            double[][] next = new double[p + 1][p + 1];
            for (int k = 0; k < p; k++) {
                // splines[k] is B(j, p - 1); it is part of B(j - 1, p) while it falls, and of B(j, p) while it rises.
                int j = i - p + 1 + k;
                double span = t[j + p] - t[j];
                for (int power = 0; power < p; power++) {
                    double coefficient = splines[k][power] / span;
                    next[k][power] += coefficient * (t[j + p] - t[i]);
                    next[k][power + 1] -= coefficient * width;
                    next[k + 1][power] += coefficient * (t[i] - t[j]);
                    next[k + 1][power + 1] += coefficient * width;
                }
            }
            splines = next;
        }
        return splines;
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import org.mlops4j.features.Expression;
import org.mlops4j.features.Expression.Constant;

/**
 * The quantile function of the normal distribution as expressions, to about 16 digits, for shares from 1e-10.
 *
 * @see <a href="https://doi.org/10.2307/2347330">M. J. Wichura, Algorithm AS 241: The percentage points of the normal
 *     distribution, Applied Statistics 37, 1988, routine PPND16</a>
 */
final class NormalQuantile {

    private static final double CENTRAL = 0.425;

    private NormalQuantile() {}

    /** Adds the result. */
    static void add(Expression share, Steps steps) {
        Expression q = steps.step("distance", share.minus(0.5));
        Expression r = steps.step("central", new Constant(CENTRAL * CENTRAL).minus(q.times(q)));
        Expression tail = share.then("least", new Constant(1).minus(share));
        Expression s =
                steps.step("tail", tail.then("log").then("negate").then("sqrt").minus(1.6));
        Expression far = steps.step("far", tail(s));
        steps.result(Expression.call(
                "case", q.then("abs").le(CENTRAL), q.times(central(r)), q.lt(0), far.then("negate"), far));
    }

    private static Expression central(Expression r) {
        return Tables.polynomial(
                        r,
                        3.3871328727963666080,
                        1.3314166789178437745e+2,
                        1.9715909503065514427e+3,
                        1.3731693765509461125e+4,
                        4.5921953931549871457e+4,
                        6.7265770927008700853e+4,
                        3.3430575583588128105e+4,
                        2.5090809287301226727e+3)
                .dividedBy(Tables.polynomial(
                        r,
                        1,
                        4.2313330701600911252e+1,
                        6.8718700749205790830e+2,
                        5.3941960214247511077e+3,
                        2.1213794301586595867e+4,
                        3.9307895800092710610e+4,
                        2.8729085735721942674e+4,
                        5.2264952788528545610e+3));
    }

    private static Expression tail(Expression s) {
        return Tables.polynomial(
                        s,
                        1.42343711074968357734,
                        4.63033784615654529590,
                        5.76949722146069140550,
                        3.64784832476320460504,
                        1.27045825245236838258,
                        2.41780725177450611770e-1,
                        2.27238449892691845833e-2,
                        7.74545014278341407640e-4)
                .dividedBy(Tables.polynomial(
                        s,
                        1,
                        2.05319162663775882187,
                        1.67638483018380384940,
                        6.89767334985100004550e-1,
                        1.48103976427480074590e-1,
                        1.51986665636164571966e-2,
                        5.47593808499534494600e-4,
                        1.05075007164441684324e-9));
    }
}

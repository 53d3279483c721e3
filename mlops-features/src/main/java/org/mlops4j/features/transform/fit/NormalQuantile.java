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
                        3.3871328727963665,
                        133.14166789178438,
                        1971.5909503065513,
                        13731.69376550946,
                        45921.95393154987,
                        67265.7709270087,
                        33430.57558358813,
                        2509.0809287301227)
                .dividedBy(Tables.polynomial(
                        r,
                        1,
                        42.31333070160091,
                        687.1870074920579,
                        5394.196021424751,
                        21213.794301586597,
                        39307.89580009271,
                        28729.085735721943,
                        5226.495278852854));
    }

    private static Expression tail(Expression s) {
        return Tables.polynomial(
                        s,
                        1.4234371107496835,
                        4.630337846156546,
                        5.769497221460691,
                        3.6478483247632045,
                        1.2704582524523684,
                        0.2417807251774506,
                        0.022723844989269184,
                        0.0007745450142783414)
                .dividedBy(Tables.polynomial(
                        s,
                        1,
                        2.053191626637759,
                        1.6763848301838038,
                        0.6897673349851,
                        0.14810397642748008,
                        0.015198666563616457,
                        0.0005475938084995345,
                        1.0507500716444169e-9));
    }
}

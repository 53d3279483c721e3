// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.features.transform.fit;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.features.Expression;
import org.mlops4j.features.transform.Polynomial;

/** Writes out the products of a polynomial. */
final class PolynomialTerms {

    private static final int MOST = 10_000;

    private PolynomialTerms() {}

    static void fit(Polynomial transform, Steps steps) {
        transform.inputs().forEach(steps::type);
        List<List<Integer>> terms = new ArrayList<>();
        List<List<Integer>> shorter = List.of(List.of());
        for (int degree = 1; degree <= transform.degree(); degree++) {
            shorter = longer(shorter, transform, steps);
            terms.addAll(shorter);
        }
        for (int i = 0; i < terms.size(); i++) {
            steps.result(i, product(terms.get(i), transform));
        }
    }

    private static List<List<Integer>> longer(List<List<Integer>> terms, Polynomial transform, Steps steps) {
        List<List<Integer>> longer = new ArrayList<>();
        int step = transform.terms() == Polynomial.Terms.INTERACTIONS ? 1 : 0;
        for (List<Integer> term : terms) {
            int from = term.isEmpty() ? 0 : term.get(term.size() - 1) + step;
            for (int factor = from; factor < transform.inputs().size(); factor++) {
                List<Integer> more = new ArrayList<>(term);
                more.add(factor);
                longer.add(more);
            }
            if (longer.size() > MOST) {
                throw steps.refused(
                        transform.inputs().get(0),
                        "the polynomial has more than " + MOST + " products; lower its degree");
            }
        }
        return longer;
    }

    private static Expression product(List<Integer> factors, Polynomial transform) {
        return factors.stream()
                .<Expression>map(
                        factor -> new Expression.Column(transform.inputs().get(factor)))
                .reduce(Expression::times)
                .orElseThrow();
    }
}

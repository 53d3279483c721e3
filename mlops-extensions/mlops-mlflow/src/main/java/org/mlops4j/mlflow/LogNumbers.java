// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import org.mlops4j.data.Document;

/** Numbers as MLflow's servers write them: some as JSON numbers, some as texts. */
final class LogNumbers {

    private LogNumbers() {}

    /** {@return a whole number, 0 if it is absent} */
    static long whole(Document fields, String name) {
        return fields.find(name)
                .map(value -> value instanceof Document.Whole whole
                        ? whole.whole()
                        : Numbers.whole(name, value instanceof Document.Text ? value.text() : value.toString()))
                .orElse(0L);
    }

    /** {@return a value of a metric; the infinities of a database are the greatest numbers of their sign} */
    static double real(Document fields, String name) {
        Document value = fields.get(name);
        double number = value instanceof Document.Text text ? Numbers.real(name, text.text()) : value.number();
        return Numbers.ofDatabase(number, false);
    }

    /** {@return a double as JSON that MLflow's servers read} */
    static Document of(double value) {
        return Double.isFinite(value) ? Document.of(value) : Document.of(Double.toString(value));
    }
}

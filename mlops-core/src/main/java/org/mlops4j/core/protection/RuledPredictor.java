// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.protection;

import java.util.Map;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.serving.InputRule;
import org.mlops4j.serving.InputRule.Outside;
import org.mlops4j.serving.Predictor;

/** Holds rows against the rules of their inputs, in a copy of the row. Allocates once a thread. Thread-safe. */
final class RuledPredictor implements Predictor {

    private final Predictor model;
    private final Rule[] rules;
    private final ThreadLocal<double[]> rows;

    RuledPredictor(Predictor model, Schema inputs, Map<String, InputRule> rules) {
        this.model = model;
        this.rules = rules.entrySet().stream()
                .map(rule -> new Rule(inputs.index(rule.getKey()), rule.getKey(), rule.getValue()))
                .toArray(Rule[]::new);
        int width = model.inputs();
        this.rows = ThreadLocal.withInitial(() -> new double[width]);
    }

    @Override
    public int inputs() {
        return model.inputs();
    }

    @Override
    public int outputs() {
        return model.outputs();
    }

    @Override
    public void predict(double[] row, double[] out) {
        double[] ruled = rows.get();
        System.arraycopy(row, 0, ruled, 0, ruled.length);
        for (Rule rule : rules) {
            ruled[rule.index] = rule.of(ruled[rule.index]);
        }
        model.predict(ruled, out);
    }

    @Override
    public void close() {
        model.close();
    }

    /** A rule of one input, taken apart so that nothing is boxed. */
    private static final class Rule {

        private final int index;
        private final String name;
        private final double least;
        private final double greatest;
        private final boolean clamps;
        private final double missing;

        Rule(int index, String name, InputRule rule) {
            this.index = index;
            this.name = name;
            this.least = rule.least();
            this.greatest = rule.greatest();
            this.clamps = rule.outside() == Outside.CLAMP;
            this.missing = rule.findMissing().orElse(Double.NaN);
        }

        double of(double value) {
            if (Double.isNaN(value)) {
                return missing;
            }
            if (value >= least && value <= greatest) {
                return value;
            }
            if (clamps) {
                return value < least ? least : greatest;
            }
            throw new InvalidException(
                    "input '" + name + "' has to be from " + least + " to " + greatest + ", was " + value);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.Examples;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Predictor;

/** The calls that a model answers before it serves: they have it compiled, and show that it predicts what it did. */
final class WarmUp {

    /** Enough calls for the interpreter's counters to hand the predictor to the compiler. */
    private static final int CALLS = 2_000;

    /** A model that has not answered so many calls by then does its work outside of Java, and gains nothing by more. */
    private static final long LONGEST_NANOS = 1_000_000_000;

    private final ModelVersion version;
    private final Predictor predictor;
    private final LongSupplier nanoTime;

    /**
     * The calls of a version.
     *
     * @param nanoTime such as {@link System#nanoTime}
     */
    WarmUp(ModelVersion version, Predictor predictor, LongSupplier nanoTime) {
        this.version = version;
        this.predictor = predictor;
        this.nanoTime = nanoTime;
    }

    /**
     * Warms the model up, with its examples if it has any, or else with zeros. After a second it is left at that.
     *
     * @throws InvalidException if it does not give the predictions of its examples again, or answers zeros with NaN
     */
    void run() {
        version.manifest().findExamples().ifPresentOrElse(this::ofExamples, this::ofZeros);
    }

    private void ofExamples(Examples examples) {
        if (examples.inputs() != predictor.inputs() || examples.outputs() != predictor.outputs()) {
            throw new InvalidException("the examples of " + version + " have " + examples.inputs() + " inputs and "
                    + examples.outputs() + " outputs, the model has " + predictor.inputs() + " and "
                    + predictor.outputs());
        }
        double[] out = new double[predictor.outputs()];
        for (int example = 0; example < examples.size(); example++) {
            predictor.predict(examples.row(example), out);
            if (!examples.matches(example, out)) {
                throw new InvalidException(version + " answers example " + example + " with " + Arrays.toString(out)
                        + ", where it was trained it gave " + Arrays.toString(examples.prediction(example))
                        + "; it will not be served");
            }
        }
        repeat(call -> predictor.predict(examples.row(call % examples.size()), out));
    }

    private void ofZeros() {
        double[] zeros = new double[predictor.inputs()];
        double[] out = new double[predictor.outputs()];
        repeat(call -> predictor.predict(zeros, out));
        for (double output : out) {
            if (Double.isNaN(output)) {
                throw new InvalidException(version + " answers a row of zeros with NaN and will not be served");
            }
        }
    }

    private void repeat(IntConsumer once) {
        long begin = nanoTime.getAsLong();
        for (int call = 0; call < CALLS && (call == 0 || nanoTime.getAsLong() - begin < LONGEST_NANOS); call++) {
            once.accept(call);
        }
    }
}

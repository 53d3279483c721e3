// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.stream.IntStream;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Predictor;

/** A version that is loaded, with the calls that are inside its predictor. */
final class ServedModel {

    private final String route;
    private final ModelVersion version;
    private final Predictor predictor;
    private final Schema inputs;
    private final int[] required;
    private final InFlight calls = new InFlight();

    /**
     * A model.
     *
     * @param route the name of the route that it answers on
     * @param inputs the inputs of its signature; those that are not nullable must be numbers in every call
     */
    ServedModel(String route, ModelVersion version, Predictor predictor, Schema inputs) {
        this.route = route;
        this.version = version;
        this.predictor = predictor;
        this.inputs = inputs;
        this.required = IntStream.range(0, inputs.size())
                .filter(i -> !inputs.field(i).nullable())
                .toArray();
    }

    /** {@return the model for one who sees himself that nobody uses it after it was closed} */
    LoadedModel loaded() {
        return new LoadedModel(version, inputs, predictor);
    }

    String route() {
        return route;
    }

    ModelVersion version() {
        return version;
    }

    int outputs() {
        return predictor.outputs();
    }

    InFlight calls() {
        return calls;
    }

    /** Predicts; only for a caller that is counted in {@link #calls()}. */
    void predict(double[] features, double[] out) {
        if (features.length < inputs.size() || out.length < predictor.outputs()) {
            throw new InvalidException(version + " takes " + inputs.size() + " inputs and gives " + predictor.outputs()
                    + " outputs, got arrays of length " + features.length + " and " + out.length);
        }
        for (int index : required) {
            if (Double.isNaN(features[index])) {
                throw new InvalidException(
                        "input '" + inputs.field(index).name() + "' of " + version
                                + " must be a number, is missing; make it nullable in the signature if the model can do without");
            }
        }
        predictor.predict(features, out);
    }

    /**
     * Closes the predictor when the last call has left; to be called once nobody can find this model any more.
     *
     * @return how many calls it answered
     */
    long retire() {
        calls.awaitEmpty();
        predictor.close();
        return calls.answered();
    }
}

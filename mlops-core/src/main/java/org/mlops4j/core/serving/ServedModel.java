// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.stream.IntStream;
import org.mlops4j.core.protection.ProtectedModel;
import org.mlops4j.data.Schema;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.LoadedModel;
import org.mlops4j.serving.Predictor;
import org.mlops4j.serving.Protection;
import org.mlops4j.spi.Telemetry.PredictionMeter;
import org.mlops4j.spi.Telemetry.ProtectionMeter;

/** A version that is loaded, with the calls that are inside its predictor. */
final class ServedModel {

    private final String route;
    private final ModelVersion version;
    private final SharedModel shared;
    private final Runnable release;
    private final Predictor predictor;
    private final Schema inputs;
    private final int[] required;
    private final PredictionMeter meter;
    private final InFlight calls = new InFlight();

    /**
     * A model.
     *
     * @param route the name of the route that it answers on
     * @param shared the model, with this as a user until {@link #retire}; inputs that are not nullable must be numbers
     *     in every call
     * @param protection what stands before the model
     * @param meter takes what becomes of its predictions
     * @param before takes what the protection does
     */
    ServedModel(
            String route, SharedModel shared, Protection protection, PredictionMeter meter, ProtectionMeter before) {
        boolean bare = protection.isOpen();
        LoadedModel loaded = bare ? shared.loaded() : ProtectedModel.of(shared.lent(), protection, before);
        this.release = bare ? shared::release : loaded::close;
        this.route = route;
        this.shared = shared;
        this.version = loaded.version();
        this.predictor = loaded.predictor();
        this.inputs = loaded.inputs();
        this.meter = meter;
        this.required = IntStream.range(0, inputs.size())
                .filter(i -> !inputs.field(i).nullable())
                .toArray();
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

    /** {@return the model, for one more route} */
    SharedModel shared() {
        return shared;
    }

    PredictionMeter meter() {
        return meter;
    }

    /** {@return whether somebody wants to know of each prediction} */
    boolean isMeasured() {
        return meter != PredictionMeter.none();
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
     * Lets go of the model when the last call has left, which closes it unless another route uses it; to be called once
     * nobody can find it here any more.
     *
     * @return how many calls it answered
     */
    long retire() {
        calls.awaitEmpty();
        release.run();
        return calls.answered();
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.serving;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.features.VectorReader;

/**
 * The streams of the event log in which a deployment keeps predictions, failures and labels, for those who read them:
 * monitors, rollouts, skew reports, explanations.
 */
public final class PredictionStreams {

    /** The event time of all streams. */
    public static final String TIME = "time";

    /** The column of all streams that joins them. */
    public static final String REQUEST_ID = "request_id";

    /** The labels: request id, time at which the label became known, value. */
    public static final Schema LABELS = Schema.of(
            Field.of(REQUEST_ID, DataType.STRING),
            Field.of(TIME, DataType.TIMESTAMP),
            Field.of("label", DataType.FLOAT64));

    /**
     * The failures: which version failed to predict what, and on which route. Of a request that something else answered
     * in its place there is a prediction too.
     */
    public static final Schema FAILURES = Schema.of(
            Field.of(REQUEST_ID, DataType.STRING),
            Field.of(TIME, DataType.TIMESTAMP),
            Field.of("model", DataType.STRING),
            Field.of("version", DataType.INT64),
            Field.of("route", DataType.STRING));

    private PredictionStreams() {}

    /**
     * {@return the stream of the predictions of a deployment} Another definition of the features means another stream,
     * because the columns differ.
     */
    public static String predictions(String deployment, VectorReader features) {
        return predictions(deployment, features.definition());
    }

    /**
     * {@return the stream of the predictions of a deployment}
     *
     * @param features the digest of the feature service that was served
     */
    public static String predictions(String deployment, Digest features) {
        return "predictions." + deployment + "." + features.brief();
    }

    /** {@return the stream of the labels of a deployment} */
    public static String labels(String deployment) {
        return "labels." + deployment;
    }

    /** {@return the stream of the failures of a deployment, of the same requests whose predictions are logged} */
    public static String failures(String deployment) {
        return "failures." + deployment;
    }

    /**
     * {@return the columns of the predictions} {@code request_id, time, model, version, route, latency_nanos}, then
     * {@code output.0} and so on, then {@code feature.<name>} for each feature, then {@code request.<name>} for each
     * field of the request. The latency is that of features and model together, also of the shadow, which is given the
     * features that were read for the request.
     *
     * @param outputs the number of outputs of the model
     */
    public static Schema predictions(VectorReader features, int outputs) {
        List<Field> fields = new ArrayList<>(List.of(
                Field.of(REQUEST_ID, DataType.STRING),
                Field.of(TIME, DataType.TIMESTAMP),
                Field.of("model", DataType.STRING),
                Field.of("version", DataType.INT64),
                Field.of("route", DataType.STRING),
                Field.of("latency_nanos", DataType.INT64)));
        for (int i = 0; i < outputs; i++) {
            fields.add(Field.of("output." + i, DataType.FLOAT64));
        }
        features.names().forEach(name -> fields.add(Field.of("feature." + name, DataType.FLOAT64)));
        features.request().fields().forEach(f -> fields.add(new Field("request." + f.name(), f.type(), f.nullable())));
        return Schema.of(fields);
    }
}

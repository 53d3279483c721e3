// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.learning;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.DataType;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Field;
import org.mlops4j.data.Schema;
import org.mlops4j.data.Table;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.spi.EventLog;

/** The tenth of the requests that is never learned from, decided by the request id: the same in every process. */
final class HeldOut {

    private static final int ONE_IN = 10;

    private HeldOut() {}

    static boolean has(String requestId) {
        byte[] hash = Digest.of(requestId.getBytes(StandardCharsets.UTF_8)).bytes();
        int highest = ((hash[0] & 0xff) << 16) | ((hash[1] & 0xff) << 8) | (hash[2] & 0xff);
        return highest % ONE_IN == 0;
    }

    /**
     * {@return the held-out requests that were answered in [from, to) and whose truth is known by now, each once, in
     * the order of their predictions: the inputs by their names, and a last column for what was true}
     */
    static Table rows(
            EventLog events, String predictions, String labels, List<String> inputs, Instant from, Instant to) {
        List<Field> fields = new ArrayList<>(
                inputs.stream().map(name -> Field.of(name, DataType.FLOAT64)).toList());
        fields.add(Field.of(ContinuousLearner.LABEL, DataType.FLOAT64));
        Table.Builder rows = Table.builder(Schema.of(fields));
        if (events.find(predictions).isEmpty() || events.find(labels).isEmpty()) {
            return rows.build();
        }
        Map<String, Double> truth = labels(events.scan(labels, from, Instant.MAX));
        Table answered = events.scan(predictions, from, to);
        for (int row = 0; row < answered.rowCount(); row++) {
            String id = id(answered, row);
            Double label = truth.remove(id);
            if (label != null) {
                @Nullable Object[] values = new @Nullable Object[inputs.size() + 1];
                for (int i = 0; i < inputs.size(); i++) {
                    values[i] = answered.doubles("feature." + inputs.get(i)).get(row);
                }
                values[inputs.size()] = label;
                rows.add(values);
            }
        }
        return rows.build();
    }

    private static Map<String, Double> labels(Table known) {
        Map<String, Double> labels = new HashMap<>();
        for (int row = 0; row < known.rowCount(); row++) {
            String id = id(known, row);
            if (has(id)) {
                labels.putIfAbsent(id, known.doubles(ContinuousLearner.LABEL).get(row));
            }
        }
        return labels;
    }

    private static String id(Table rows, int row) {
        return requireNonNull(rows.strings(PredictionStreams.REQUEST_ID).get(row));
    }
}

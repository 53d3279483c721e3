// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;

/**
 * What clients tell of their runs that a run of ours has no place for: their own times and user, the data sets and
 * models by names and digests that cannot be verified. One audited document each run. Thread-safe.
 */
final class ClientFacts {

    static final String START_TIME = "start_time";
    static final String END_TIME = "end_time";
    static final String USER = "user_id";
    static final String DATASETS = "dataset_inputs";
    static final String OUTPUTS = "model_outputs";

    private static final String KIND = "mlflow-run";

    private final Mlops mlops;

    ClientFacts(Mlops mlops) {
        this.mlops = mlops;
    }

    /** {@return what is known of a run; an object without fields for runs that no client made} */
    Document.Fields of(String run) {
        return mlops.metadata()
                .read(reader -> reader.find(KIND, run))
                .map(stored -> Document.object(stored.body().fields()))
                .orElseGet(Document::object);
    }

    void change(String run, UnaryOperator<Document.Fields> change) {
        mlops.audit().transact("mlflow.run.describe", run, "", writer -> {
            Document.Fields before = writer.find(KIND, run)
                    .map(stored -> Document.object(stored.body().fields()))
                    .orElseGet(Document::object);
            return writer.put(KIND, run, change.apply(before), Map.of());
        });
    }

    /** {@return facts with more items in a list} */
    static Document.Fields withItems(Document.Fields facts, String list, List<? extends Document> items) {
        List<Document> all =
                new ArrayList<>(facts.find(list).map(known -> known.list()).orElse(List.of()));
        items.stream().filter(item -> !all.contains(item)).forEach(all::add);
        return facts.with(list, Document.list(all));
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.mlops4j.Mlops;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Document;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.RunArtifacts;

/**
 * Writes into one run of a server, in batches that every server takes. Whatever is written twice is there once. Of a
 * batch that the server refuses each item is sent by itself.
 *
 * @param run its id there
 * @param refused is told of each item that the server does not take; what it throws ends the call
 */
record RunLog(Mlops mlops, MlflowConnection server, String run, Consumer<InvalidException> refused) {

    private static final int METRICS = 1_000;
    private static final int OTHERS = 100;
    private static final int DIGEST = 36;

    void params(Map<String, Document> params) {
        Map<String, String> texts = new TreeMap<>();
        params.forEach((key, value) -> texts.put(
                key,
                value instanceof Document.Text ? value.text() : mlops.json().write(value)));
        batches("params", pairs(texts), OTHERS);
    }

    void tags(Map<String, String> tags) {
        batches("tags", pairs(tags), OTHERS);
    }

    void points(String key, List<MetricPoint> points) {
        batches("metrics", points.stream().map(point -> metric(key, point)).toList(), METRICS);
    }

    void datasets(Collection<DatasetRef> datasets) {
        if (!datasets.isEmpty()) {
            server.post(
                    mlops.json(),
                    "mlflow/runs/log-inputs",
                    Document.object()
                            .with("run_id", run)
                            .with(
                                    "datasets",
                                    Document.list(
                                            datasets.stream().map(this::input).toList())));
        }
    }

    /** Stores a file of a run below the place where the server takes artifacts. */
    void artifact(RelativePath place, RunArtifacts from, String name) {
        try (InputStream in = from.open(name)) {
            server.put(mlops.json(), place + "/" + name, in.readAllBytes());
        } catch (IOException e) {
            throw new StorageException("could not read artifact '" + name + "'", e);
        }
    }

    /** {@return texts by key in the form of the server} */
    static List<Document> pairs(Map<String, String> texts) {
        return new TreeMap<>(texts)
                .entrySet().stream()
                        .<Document>map(pair ->
                                Document.object().with("key", pair.getKey()).with("value", pair.getValue()))
                        .toList();
    }

    private void batches(String name, List<Document> items, int most) {
        for (int from = 0; from < items.size(); from += most) {
            List<Document> batch = items.subList(from, Math.min(items.size(), from + most));
            try {
                post(name, batch);
            } catch (InvalidException ofOne) {
                batch.forEach(item -> alone(name, item));
            }
        }
    }

    private void alone(String name, Document item) {
        try {
            post(name, List.of(item));
        } catch (InvalidException e) {
            refused.accept(e);
        }
    }

    private void post(String name, List<Document> items) {
        server.post(
                mlops.json(),
                "mlflow/runs/log-batch",
                Document.object().with("run_id", run).with(name, Document.list(items)));
    }

    private static Document metric(String key, MetricPoint point) {
        return Document.object()
                .with("key", key)
                .with("value", LogNumbers.of(point.value()))
                .with("timestamp", point.time().toEpochMilli())
                .with("step", point.step());
    }

    /** MLflow has room for the beginning of a digest. */
    private Document input(DatasetRef dataset) {
        return Document.object()
                .with(
                        "dataset",
                        Document.object()
                                .with("name", dataset.name())
                                .with("digest", dataset.digest().hex().substring(0, DIGEST))
                                .with("source_type", "external")
                                .with("source", dataset.origin().isEmpty() ? dataset.name() : dataset.origin())
                                .with("schema", dataset.schema().toString())
                                .with("profile", mlops.json().write(dataset.profileDocument())));
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mlops4j.Mlops;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.StorageException;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

/** Logs runs to a server, in batches that every server takes. */
final class RunExport {

    private static final String RUN_TAG = "mlops4j.run";
    private static final String SEAL_TAG = "mlops4j.seal";
    private static final int METRICS = 1_000;
    private static final int OTHERS = 100;
    private static final int DIGEST = 36;

    private final Mlops mlops;
    private final MlflowConnection server;

    RunExport(Mlops mlops, MlflowConnection server) {
        this.mlops = mlops;
        this.server = server;
    }

    /** {@return the id of the run there} */
    String export(RunRecord run) {
        Instant ended = run.findEnded()
                .orElseThrow(
                        () -> new InvalidException("run '" + run.id() + "' goes on; it is exported when it has ended"));
        Map<String, String> tags = new TreeMap<>(Map.of(RUN_TAG, run.id(), SEAL_TAG, identity(run)));
        run.findParent()
                .ifPresent(parent ->
                        tags.put("mlflow.parentRunId", export(mlops.tracking().load(parent))));
        Optional<Document> before = find(run);
        if (before.filter(info -> !info.get("status").text().equals("RUNNING")).isPresent()) {
            return before.get().get("run_id").text();
        }
        Document info = before.orElseGet(() -> start(
                run.experiment(),
                run.findName().orElse(run.id()),
                run.started(),
                run.actor().name(),
                tags));
        String id = info.get("run_id").text();
        log(run, id);
        upload(run, info);
        end(id, run.status(), ended);
        return id;
    }

    /** {@return what the server says of a new run} */
    Document start(String experiment, String name, Instant started, String user, Map<String, String> tags) {
        Map<String, String> all = new TreeMap<>(tags);
        all.put("mlflow.runName", name);
        all.put("mlflow.user", user);
        return post(
                        "mlflow/runs/create",
                        Document.object()
                                .with("experiment_id", experiment(experiment))
                                .with("run_name", name)
                                .with("user_id", user)
                                .with("start_time", started.toEpochMilli())
                                .with("tags", tags(all)))
                .get("run")
                .get("info");
    }

    /** A run that is lost here has no status of its own there. */
    void end(String run, RunStatus status, Instant ended) {
        post(
                "mlflow/runs/update",
                Document.object()
                        .with("run_id", run)
                        .with("status", status == RunStatus.LOST ? RunStatus.FAILED.name() : status.name())
                        .with("end_time", ended.toEpochMilli()));
    }

    private String experiment(String name) {
        try {
            return server.get(mlops.json(), "mlflow/experiments/get-by-name", Map.of("experiment_name", name))
                    .get("experiment")
                    .get("experiment_id")
                    .text();
        } catch (NotFoundException none) {
            return post("mlflow/experiments/create", Document.object().with("name", name))
                    .get("experiment_id")
                    .text();
        }
    }

    private Optional<Document> find(RunRecord run) {
        Document found = post(
                "mlflow/runs/search",
                Document.object()
                        .with("experiment_ids", Document.texts(List.of(experiment(run.experiment()))))
                        .with("filter", "tags.`" + SEAL_TAG + "` = '" + identity(run) + "'")
                        .with("max_results", 1));
        return found.find("runs").map(items -> items.list()).orElse(List.of()).stream()
                .findFirst()
                .map(there -> there.get("info"));
    }

    /** {@return what tells a run from those of the same id in other stores} */
    private static String identity(RunRecord run) {
        return run.findSeal().map(Digest::hex).orElse(run.id());
    }

    private void log(RunRecord run, String id) {
        List<Document> params = new ArrayList<>();
        run.params()
                .forEach((key, value) -> params.add(pair(
                        key,
                        value instanceof Document.Text
                                ? value.text()
                                : mlops.json().write(value))));
        batches(id, "params", params, OTHERS);
        Map<String, String> tags = new TreeMap<>(run.tags());
        run.findNote().ifPresent(note -> tags.put("mlflow.note.content", note));
        batches(id, "tags", tags(tags).list(), OTHERS);
        for (String key : run.metrics().keySet()) {
            batches(
                    id,
                    "metrics",
                    mlops.tracking().metric(run.id(), key).stream()
                            .map(point -> metric(key, point))
                            .toList(),
                    METRICS);
        }
        if (!run.datasets().isEmpty()) {
            post(
                    "mlflow/runs/log-inputs",
                    Document.object()
                            .with("run_id", id)
                            .with(
                                    "datasets",
                                    Document.list(run.datasets().stream()
                                            .map(RunExport::input)
                                            .toList())));
        }
    }

    private void batches(String run, String name, List<Document> items, int most) {
        for (int from = 0; from < items.size(); from += most) {
            post(
                    "mlflow/runs/log-batch",
                    Document.object()
                            .with("run_id", run)
                            .with(name, Document.list(items.subList(from, Math.min(items.size(), from + most)))));
        }
    }

    private static Document metric(String key, MetricPoint point) {
        return Document.object()
                .with("key", key)
                .with("value", LogNumbers.of(point.value()))
                .with("timestamp", point.time().toEpochMilli())
                .with("step", point.step());
    }

    /** MLflow has room for the beginning of a digest. */
    private static Document input(DatasetRef dataset) {
        return Document.object()
                .with(
                        "dataset",
                        Document.object()
                                .with("name", dataset.name())
                                .with("digest", dataset.digest().hex().substring(0, DIGEST))
                                .with("source_type", "external")
                                .with("source", dataset.origin().isEmpty() ? dataset.name() : dataset.origin())
                                .with("schema", dataset.schema().toString())
                                .with("profile", "{\"num_rows\": " + dataset.rows() + "}"));
    }

    private void upload(RunRecord run, Document info) {
        if (run.artifacts().isEmpty()) {
            return;
        }
        RelativePath place = place(info.get("artifact_uri").text());
        for (String name : run.artifacts().keySet()) {
            try (InputStream in = mlops.tracking().artifacts(run.id()).open(name)) {
                server.put(mlops.json(), place + "/" + name, in.readAllBytes());
            } catch (IOException e) {
                throw new StorageException("could not read artifact '" + name + "' of run '" + run.id() + "'", e);
            }
        }
    }

    /** {@return where the server takes the artifacts of an address} */
    static RelativePath place(String address) {
        return ProxiedArtifacts.path(address)
                .orElseThrow(() -> new IncompatibleException("the MLflow server keeps artifacts at '" + address
                        + "' and takes none itself; start it with --serve-artifacts"));
    }

    static Document tags(Map<String, String> tags) {
        return Document.list(new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> pair(tag.getKey(), tag.getValue()))
                        .toList());
    }

    private static Document pair(String key, String value) {
        return Document.object().with("key", key).with("value", value);
    }

    private Document post(String endpoint, Document body) {
        return server.post(mlops.json(), endpoint, body);
    }
}

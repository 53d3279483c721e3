// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

/** Makes runs on a server, each once, and logs those that have ended. */
final class RunExport {

    private static final String RUN_TAG = "mlops4j.run";
    private static final String IDENTITY_TAG = "mlops4j.identity";
    private static final String SEAL_TAG = "mlops4j.seal";

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
        Document info = findOrStart(
                run, run.findParent().map(parent -> export(mlops.tracking().load(parent))));
        String id = info.get("run_id").text();
        if (isRunning(info)) {
            log(run, info);
            end(id, run.status(), ended);
        }
        return id;
    }

    /**
     * {@return what the server says of a run, which is made if it is not there}
     *
     * @param parent the id there of the run that it is a part of, if it is
     */
    Document findOrStart(RunRecord run, Optional<String> parent) {
        String experiment = experiment(run.experiment());
        return find(experiment, IDENTITY_TAG, identity(run).hex())
                .or(() -> run.findSeal().flatMap(seal -> find(experiment, SEAL_TAG, seal.hex())))
                .orElseGet(() -> {
                    Map<String, String> tags = new TreeMap<>(sealTag(run));
                    tags.put(RUN_TAG, run.id());
                    tags.put(IDENTITY_TAG, identity(run).hex());
                    parent.ifPresent(there -> tags.put("mlflow.parentRunId", there));
                    return start(
                            run.experiment(),
                            run.findName().orElse(run.id()),
                            run.started(),
                            run.actor().name(),
                            tags);
                });
    }

    /** {@return the tag that tells which content a run ended with; none while it goes on} */
    static Map<String, String> sealTag(RunRecord run) {
        return run.findSeal().map(seal -> Map.of(SEAL_TAG, seal.hex())).orElse(Map.of());
    }

    /** {@return all tags of a run, the note among them} */
    static Map<String, String> tags(RunRecord run) {
        Map<String, String> tags = new TreeMap<>(run.tags());
        run.findNote().ifPresent(note -> tags.put("mlflow.note.content", note));
        return tags;
    }

    /** {@return whether a run there has not ended} */
    static boolean isRunning(Document info) {
        return info.get("status").text().equals("RUNNING");
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
                                .with("tags", Document.list(RunLog.pairs(all))))
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

    private Optional<Document> find(String experiment, String tag, String value) {
        Document found = post(
                "mlflow/runs/search",
                Document.object()
                        .with("experiment_ids", Document.texts(List.of(experiment)))
                        .with("filter", "tags.`" + tag + "` = '" + value + "'")
                        .with("max_results", 1));
        return found.find("runs").map(items -> items.list()).orElse(List.of()).stream()
                .findFirst()
                .map(there -> there.get("info"));
    }

    /** {@return what tells a run from those of the same id in other stores, from its first moment on} */
    private static Digest identity(RunRecord run) {
        return Document.object()
                .with("run", run.id())
                .with("started", run.started())
                .with("actor", run.actor().name())
                .with("environment", run.environment())
                .digest();
    }

    private void log(RunRecord run, Document info) {
        RunLog log = new RunLog(mlops, server, info.get("run_id").text(), refusal -> {
            throw refusal;
        });
        log.params(run.params());
        log.tags(tags(run));
        run.metrics().keySet().forEach(key -> log.points(key, mlops.tracking().metric(run.id(), key)));
        log.datasets(run.datasets());
        if (!run.artifacts().isEmpty()) {
            RelativePath place = place(info.get("artifact_uri").text());
            run.artifacts()
                    .keySet()
                    .forEach(name -> log.artifact(place, mlops.tracking().artifacts(run.id()), name));
        }
    }

    /** {@return where the server takes the artifacts of an address} */
    static RelativePath place(String address) {
        return ProxiedArtifacts.path(address)
                .orElseThrow(() -> new IncompatibleException("the MLflow server keeps artifacts at '" + address
                        + "' and takes none itself; start it with --serve-artifacts"));
    }

    private Document post(String endpoint, Document body) {
        return server.post(mlops.json(), endpoint, body);
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.Mlops;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Document;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

/** Runs in the form in which clients get them. */
final class RunAnswer {

    static final String NAME_TAG = "mlflow.runName";
    static final String NOTE_TAG = "mlflow.note.content";
    static final String PARENT_TAG = "mlflow.parentRunId";
    static final String USER_TAG = "mlflow.user";

    /** MLflow's data sets have digests of at most 36 characters. */
    private static final int DATASET_DIGEST = 36;

    private final Mlops mlops;
    private final Experiments experiments;
    private final ClientFacts facts;

    RunAnswer(Mlops mlops, Experiments experiments, ClientFacts facts) {
        this.mlops = mlops;
        this.experiments = experiments;
        this.facts = facts;
    }

    /** {@return the run with all it logged} */
    Document wire(RunRecord run) {
        Document.Fields told = facts.of(run.id());
        return Document.object()
                .with("info", info(run, told))
                .with("data", data(run))
                .with("inputs", inputs(run, told))
                .with(
                        "outputs",
                        told.find(ClientFacts.OUTPUTS)
                                .map(models -> Document.object().with(ClientFacts.OUTPUTS, models))
                                .orElseGet(Document::object));
    }

    /** {@return what identifies the run and how it stands} */
    Document.Fields info(RunRecord run) {
        return info(run, facts.of(run.id()));
    }

    /** {@return a point in the form in which clients get it} */
    static Document.Fields point(String key, MetricPoint point) {
        return Document.object()
                .with("key", key)
                .with("value", point.value())
                .with("timestamp", point.time().toEpochMilli())
                .with("step", point.step());
    }

    private Document.Fields info(RunRecord run, Document.Fields told) {
        String experiment = experiments.of(run.experiment()).id();
        Document.Fields info = Document.object()
                .with("run_id", run.id())
                .with("run_uuid", run.id())
                .with("experiment_id", experiment)
                .with("run_name", name(run))
                .with("user_id", told.find(ClientFacts.USER).map(Document::text).orElse(""))
                .with("status", status(run.status()))
                .with(
                        "start_time",
                        told.find(ClientFacts.START_TIME)
                                .map(Document::whole)
                                .orElse(run.started().toEpochMilli()))
                .with("artifact_uri", ArtifactPlace.ofRun(experiment, run.id()).uri())
                .with("lifecycle_stage", "active");
        Optional<Long> ended = run.findEnded()
                .map(time ->
                        told.find(ClientFacts.END_TIME).map(Document::whole).orElse(time.toEpochMilli()));
        return ended.map(time -> info.with("end_time", time)).orElse(info);
    }

    private Document data(RunRecord run) {
        List<Document> metrics = new ArrayList<>();
        run.metrics()
                .keySet()
                .forEach(key ->
                        mlops.tracking().latest(run.id(), key).ifPresent(point -> metrics.add(point(key, point))));
        List<Document> params = new ArrayList<>();
        run.params()
                .forEach((key, value) ->
                        params.add(Document.object().with("key", key).with("value", text(value))));
        Document.Fields data = Wire.withList(Document.object(), "metrics", metrics);
        return Wire.withList(data, "params", params).with("tags", Wire.tags(tags(run)));
    }

    private static SortedMap<String, String> tags(RunRecord run) {
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put(USER_TAG, run.actor().name());
        run.findNote().ifPresent(note -> tags.put(NOTE_TAG, note));
        run.findParent().ifPresent(parent -> tags.put(PARENT_TAG, parent));
        tags.put(NAME_TAG, name(run));
        tags.putAll(run.tags());
        return tags;
    }

    private Document inputs(RunRecord run, Document.Fields told) {
        List<Document> datasets = new ArrayList<>();
        run.datasets().forEach(dataset -> datasets.add(dataset(dataset)));
        told.find(ClientFacts.DATASETS).map(items -> items.list()).ifPresent(datasets::addAll);
        return Wire.withList(Document.object(), ClientFacts.DATASETS, datasets);
    }

    private Document dataset(DatasetRef dataset) {
        return Document.object()
                .with(
                        "tags",
                        Document.list(Document.object()
                                .with("key", "mlflow.data.context")
                                .with("value", dataset.name())))
                .with(
                        "dataset",
                        Document.object()
                                .with("name", dataset.name())
                                .with("digest", dataset.digest().hex().substring(0, DATASET_DIGEST))
                                .with("source_type", "mlops4j")
                                .with("source", dataset.origin())
                                .with("profile", mlops.json().write(dataset.profileDocument())));
    }

    private String text(Document value) {
        return value instanceof Document.Text text ? text.text() : mlops.json().write(value);
    }

    private static String name(RunRecord run) {
        return Optional.ofNullable(run.tags().get(NAME_TAG)).or(run::findName).orElse(run.id());
    }

    /** MLflow has no word for a run whose process died. */
    private static String status(RunStatus status) {
        return status == RunStatus.LOST ? RunStatus.FAILED.name() : status.name();
    }
}

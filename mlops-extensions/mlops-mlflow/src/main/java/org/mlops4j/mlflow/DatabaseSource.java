// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.tracking.MetricPoint;

/** A SQLite database, as MLflow's SQL store writes it. */
final class DatabaseSource implements Source {

    private final Rows rows;
    private final @Nullable ArtifactStore artifacts;

    DatabaseSource(Rows rows, @Nullable ArtifactStore artifacts) {
        this.rows = rows;
        this.artifacts = artifacts;
        if (!rows.has("runs") || !rows.has("experiments")) {
            throw new InvalidException("the database has no tables 'runs' and 'experiments': it is not one of MLflow");
        }
    }

    @Override
    public List<RunHead> runs(Ledger ledger) {
        Map<String, Experiment> experiments = rows.all("experiments").stream()
                .map(row -> new Experiment(row.text("experiment_id"), row.text("name"), isDeleted(row)))
                .collect(toMap(Experiment::id, experiment -> experiment));
        Map<String, String> parents = rows.where("tags", "key", "mlflow.parentRunId").stream()
                .collect(toMap(row -> row.text("run_uuid"), row -> row.text("value", "")));
        List<RunHead> runs = new ArrayList<>();
        for (Rows.Row row : rows.all("runs")) {
            String id = row.text("run_uuid");
            Experiment experiment = experiments.get(row.text("experiment_id", ""));
            if (experiment == null) {
                ledger.refuse("run " + id, new InvalidException("its experiment is not in the database"));
            } else {
                runs.add(head(experiment, id, row, parents.get(id)));
            }
        }
        return runs;
    }

    private static RunHead head(Experiment experiment, String id, Rows.Row row, @Nullable String parent) {
        return new RunHead(
                experiment,
                id,
                row.find("name"),
                row.find("user_id"),
                row.text("status", "FINISHED"),
                Numbers.instant(row.find("start_time")),
                Numbers.instant(row.find("end_time")),
                isDeleted(row) || experiment.deleted(),
                parent);
    }

    @Override
    public RunBody body(RunHead head) {
        SortedMap<String, List<MetricPoint>> metrics = new TreeMap<>();
        for (Rows.Row row : rows.where("metrics", "run_uuid", head.id())) {
            metrics.computeIfAbsent(row.text("key"), key -> new ArrayList<>()).add(point(row));
        }
        return new RunBody(texts("params", head), texts("tags", head), metrics, inputs(head));
    }

    private static MetricPoint point(Rows.Row row) {
        Instant time = Instant.ofEpochMilli(Numbers.whole("the time of a point", row.text("timestamp", "0")));
        long step = Numbers.whole("the step of a point", row.text("step", "0"));
        return new MetricPoint(step, time, Numbers.ofDatabase(row.real("value"), row.flag("is_nan")));
    }

    private SortedMap<String, String> texts(String table, RunHead head) {
        SortedMap<String, String> texts = new TreeMap<>();
        rows.where(table, "run_uuid", head.id()).forEach(row -> texts.put(row.text("key"), row.text("value", "")));
        return texts;
    }

    private List<Document> inputs(RunHead head) {
        return rows.where("inputs", "destination_id", head.id()).stream()
                .filter(input -> input.text("source_type", "").equals("DATASET"))
                .sorted(Comparator.comparing(input -> input.text("source_id")))
                .flatMap(input -> rows.where("datasets", "dataset_uuid", input.text("source_id")).stream()
                        .map(dataset -> input(input, dataset)))
                .toList();
    }

    private Document input(Rows.Row input, Rows.Row dataset) {
        SortedMap<String, Document> tags = new TreeMap<>();
        rows.where("input_tags", "input_uuid", input.text("input_uuid"))
                .forEach(tag -> tags.put(tag.text("name"), Document.of(tag.text("value", ""))));
        return Document.object()
                .with("tags", Document.object(tags))
                .with(
                        "dataset",
                        Document.object()
                                .with("name", dataset.text("name"))
                                .with("digest", dataset.text("digest", ""))
                                .with("source_type", dataset.text("dataset_source_type", ""))
                                .with("source", dataset.text("dataset_source", ""))
                                .with("schema", dataset.text("dataset_schema", ""))
                                .with("profile", dataset.text("dataset_profile", "")));
    }

    @Override
    public List<Version> versions(Ledger ledger) {
        return rows.all("model_versions").stream()
                .map(row -> new Version(
                        row.text("name"),
                        Math.toIntExact(Numbers.whole("the number of a version", row.text("version"))),
                        row.text("storage_location", row.text("source", "")),
                        row.find("run_id"),
                        row.find("creation_time"),
                        row.text("current_stage", "None"),
                        row.find("description"),
                        aliases(row)))
                .sorted(Comparator.comparing(Version::model).thenComparingInt(Version::number))
                .toList();
    }

    private List<String> aliases(Rows.Row version) {
        return rows.where("registered_model_aliases", "name", version.text("name")).stream()
                .filter(alias -> alias.text("version").equals(version.text("version")))
                .map(alias -> alias.text("alias"))
                .sorted()
                .toList();
    }

    @Override
    public Optional<Tree> artifacts(RunHead head) {
        return artifacts == null
                ? Optional.empty()
                : artifacts.ofRun(head.experiment().id(), head.id());
    }

    @Override
    public Optional<Tree> model(Version version) {
        Location location = Location.of(version);
        return artifacts == null ? Optional.empty() : artifacts.model(location);
    }

    private static boolean isDeleted(Rows.Row row) {
        return row.text("lifecycle_stage", "active").equals("deleted");
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.tracking.MetricPoint;

/** A directory {@code mlruns}, as MLflow's file store writes it. */
final class DirectorySource implements Source {

    private static final String META = "meta.yaml";
    private static final String BIN = ".trash";
    private static final String MODELS = "models";
    private static final List<String> STATUS = List.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

    private final Tree root;
    private final ArtifactStore artifacts;

    DirectorySource(Tree root) {
        this.root = root;
        this.artifacts = new ArtifactStore(root);
    }

    @Override
    public List<RunHead> runs(Ledger ledger) {
        List<RunHead> runs = new ArrayList<>();
        for (String directory : root.directories()) {
            if (directory.equals(BIN)) {
                root.directory(BIN).directories().forEach(id -> ledger.skip("experiment " + id, "deleted in MLflow"));
            } else if (!directory.equals(MODELS) && Tree.isPlain(directory)) {
                addRuns(runs, directory, ledger);
            }
        }
        return runs;
    }

    private void addRuns(List<RunHead> runs, String directory, Ledger ledger) {
        Tree tree = root.directory(directory);
        if (!tree.hasFile(META)) {
            ledger.note("directory " + directory, "holds no " + META + " and is no experiment");
            return;
        }
        Experiment experiment;
        try {
            SortedMap<String, Document> meta = Yaml.fields(directory + "/" + META, tree.text(META));
            experiment = new Experiment(directory, text(meta, "name", directory), isDeleted(meta));
        } catch (InvalidException e) {
            ledger.refuse("experiment " + directory, e);
            return;
        }
        for (String run : tree.directories()) {
            if (Tree.isPlain(run) && tree.hasFile(run + "/" + META)) {
                try {
                    runs.add(head(experiment, run, tree.directory(run)));
                } catch (InvalidException e) {
                    ledger.refuse("run " + run, e);
                }
            }
        }
    }

    private static RunHead head(Experiment experiment, String run, Tree tree) {
        SortedMap<String, Document> meta = Yaml.fields(run + "/" + META, tree.text(META));
        String parent = "tags/mlflow.parentRunId";
        return new RunHead(
                experiment,
                run,
                Yaml.text(meta, "run_name"),
                Yaml.text(meta, "user_id"),
                status(text(meta, "status", "3")),
                Numbers.instant(Yaml.text(meta, "start_time")),
                Numbers.instant(Yaml.text(meta, "end_time")),
                isDeleted(meta) || experiment.deleted(),
                tree.hasFile(parent) ? tree.text(parent).strip() : null);
    }

    /** Numbers in all files of MLflow so far; names, should that change. */
    private static String status(String text) {
        return text.matches("[1-5]") ? STATUS.get(Integer.parseInt(text) - 1) : text;
    }

    @Override
    public RunBody body(RunHead head) {
        Tree tree = root.directory(head.experiment().id() + "/" + head.id());
        return new RunBody(
                read(tree, "params", Function.identity()),
                read(tree, "tags", Function.identity()),
                read(tree, "metrics", DirectorySource::points),
                inputs(head, tree));
    }

    private static <T> SortedMap<String, T> read(Tree run, String part, Function<String, T> parse) {
        SortedMap<String, T> all = new TreeMap<>();
        if (run.hasDirectory(part)) {
            run.directory(part).files().forEach((key, file) -> all.put(key, parse.apply(Tree.text(file))));
        }
        return all;
    }

    private static List<MetricPoint> points(String lines) {
        return lines.lines()
                .filter(line -> !line.isBlank())
                .map(DirectorySource::point)
                .toList();
    }

    /** Time, value and, since MLflow 1.0, step; what follows tells of datasets and models. */
    private static MetricPoint point(String line) {
        String[] parts = line.strip().split(" +", -1);
        if (parts.length < 2) {
            throw new InvalidException("'" + line + "' is no point of a metric: time, value and step are");
        }
        Instant time = Instant.ofEpochMilli(Numbers.whole("the time of a point", parts[0]));
        long step = parts.length > 2 ? Numbers.whole("the step of a point", parts[2]) : 0;
        return new MetricPoint(step, time, Numbers.real("the value of a point", parts[1]));
    }

    private List<Document> inputs(RunHead head, Tree run) {
        if (!run.hasDirectory("inputs")) {
            return List.of();
        }
        List<Document> inputs = new ArrayList<>();
        Tree tree = run.directory("inputs");
        for (String input : tree.directories()) {
            SortedMap<String, Document> meta = Yaml.fields("inputs/" + input, tree.text(input + "/" + META));
            String dataset = head.experiment().id() + "/datasets/" + text(meta, "source_id", input) + "/" + META;
            Document.Fields described = Document.object().with("tags", meta.getOrDefault("tags", Document.object()));
            inputs.add(
                    root.hasFile(dataset)
                            ? described.with("dataset", Document.object(Yaml.fields(dataset, root.text(dataset))))
                            : described);
        }
        return inputs;
    }

    @Override
    public List<Version> versions(Ledger ledger) {
        List<Version> versions = new ArrayList<>();
        if (!root.hasDirectory(MODELS)) {
            return versions;
        }
        Tree models = root.directory(MODELS);
        for (String model : models.directories()) {
            try {
                addVersions(versions, model, models.directory(model));
            } catch (InvalidException e) {
                ledger.refuse("model " + model, e);
            }
        }
        return versions;
    }

    private static void addVersions(List<Version> versions, String model, Tree tree) {
        SortedMap<Long, String> numbers = new TreeMap<>();
        for (String directory : tree.directories()) {
            if (directory.matches("version-[0-9]{1,9}")) {
                numbers.put(Long.valueOf(directory.substring("version-".length())), directory);
            }
        }
        SortedMap<String, String> aliases = read(tree, "aliases", String::strip);
        String name =
                tree.hasFile(META) ? text(Yaml.fields(model + "/" + META, tree.text(META)), "name", model) : model;
        numbers.forEach((number, directory) -> {
            SortedMap<String, Document> meta = Yaml.fields(model + "/" + directory, tree.text(directory + "/" + META));
            versions.add(new Version(
                    name,
                    Math.toIntExact(number),
                    text(meta, "source", text(meta, "storage_location", "")),
                    Yaml.text(meta, "run_id"),
                    Yaml.text(meta, "creation_timestamp"),
                    text(meta, "current_stage", "None"),
                    Yaml.text(meta, "description"),
                    aliases.keySet().stream()
                            .filter(alias -> number.toString().equals(aliases.get(alias)))
                            .toList()));
        });
    }

    @Override
    public Optional<Tree> artifacts(RunHead head) {
        return artifacts.ofRun(head.experiment().id(), head.id());
    }

    @Override
    public Optional<Tree> model(Version version) {
        return artifacts.model(Location.of(version));
    }

    private static boolean isDeleted(SortedMap<String, Document> meta) {
        return text(meta, "lifecycle_stage", "active").equals("deleted");
    }

    private static String text(SortedMap<String, Document> fields, String name, String otherwise) {
        @Nullable String text = Yaml.text(fields, name);
        return text == null ? otherwise : text;
    }
}

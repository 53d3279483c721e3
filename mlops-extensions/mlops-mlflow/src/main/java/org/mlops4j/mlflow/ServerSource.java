// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Document;
import org.mlops4j.data.DocumentText;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.StorageException;
import org.mlops4j.tracking.MetricPoint;

/** What an MLflow server has, asked by its REST API. Artifacts are copied into a directory of the caller's. */
final class ServerSource implements Source {

    private static final int PAGE = 1_000;
    private static final int POINTS = 25_000;

    private final MlflowConnection server;
    private final DocumentText json;
    private final Path scratch;
    private int copies;

    ServerSource(MlflowConnection server, DocumentText json, Path scratch) {
        this.server = server;
        this.json = json;
        this.scratch = scratch;
    }

    @Override
    public List<RunHead> runs(Ledger ledger) {
        List<RunHead> heads = new ArrayList<>();
        Document.Fields all = Document.object().with("max_results", PAGE).with("view_type", "ALL");
        for (Document document : pages("mlflow/experiments/search", all, "experiments")) {
            Experiment experiment = new Experiment(
                    document.get("experiment_id").text(), document.get("name").text(), isDeleted(document));
            Document.Fields ofIt = Document.object()
                    .with("experiment_ids", Document.texts(List.of(experiment.id())))
                    .with("run_view_type", "ALL")
                    .with("max_results", PAGE);
            for (Document run : pages("mlflow/runs/search", ofIt, "runs")) {
                heads.add(head(experiment, run));
            }
        }
        return heads;
    }

    private static RunHead head(Experiment experiment, Document run) {
        Document info = run.get("info");
        return new RunHead(
                experiment,
                info.get("run_id").text(),
                text(info, "run_name"),
                text(info, "user_id"),
                info.get("status").text(),
                instant(info, "start_time"),
                instant(info, "end_time"),
                isDeleted(info) || experiment.deleted(),
                pairs(run, "tags").get("mlflow.parentRunId"));
    }

    @Override
    public RunBody body(RunHead head) {
        Document run =
                server.get(json, "mlflow/runs/get", Map.of("run_id", head.id())).get("run");
        SortedMap<String, List<MetricPoint>> metrics = new TreeMap<>();
        for (Document metric : list(run.find("data").orElse(Document.object()), "metrics")) {
            String key = metric.get("key").text();
            metrics.put(key, history(head.id(), key));
        }
        return new RunBody(
                pairs(run, "params"),
                pairs(run, "tags"),
                metrics,
                list(run.find("inputs").orElse(Document.object()), "dataset_inputs"));
    }

    private List<MetricPoint> history(String run, String key) {
        List<MetricPoint> points = new ArrayList<>();
        Map<String, String> query =
                new HashMap<>(Map.of("run_id", run, "metric_key", key, "max_results", Integer.toString(POINTS)));
        String next = "";
        do {
            query.put("page_token", next);
            Document page = server.get(json, "mlflow/metrics/get-history", query);
            List<Document> found = list(page, "metrics");
            found.forEach(point -> points.add(new MetricPoint(
                    LogNumbers.whole(point, "step"),
                    Instant.ofEpochMilli(LogNumbers.whole(point, "timestamp")),
                    LogNumbers.real(point, "value"))));
            // A server that answers the last page gives a token as well; it leads to nothing.
            next = found.isEmpty() ? "" : next(page);
        } while (!next.isEmpty());
        return points;
    }

    @Override
    public List<Version> versions(Ledger ledger) {
        Map<String, Map<String, List<String>>> aliases = new HashMap<>();
        List<Version> versions = new ArrayList<>();
        String next = "";
        do {
            Document page =
                    server.get(json, "mlflow/model-versions/search", Map.of("max_results", "1000", "page_token", next));
            for (Document version : list(page, "model_versions")) {
                String model = version.get("name").text();
                String number = version.get("version").text();
                versions.add(version(
                        version, aliases.computeIfAbsent(model, this::aliases).getOrDefault(number, List.of())));
            }
            next = next(page);
        } while (!next.isEmpty());
        versions.sort(Comparator.comparing(Version::model).thenComparingInt(Version::number));
        return versions;
    }

    /** Searches do not tell aliases, the model does. */
    private Map<String, List<String>> aliases(String model) {
        Map<String, List<String>> aliases = new HashMap<>();
        Document registered = server.get(json, "mlflow/registered-models/get", Map.of("name", model))
                .get("registered_model");
        for (Document alias : list(registered, "aliases")) {
            aliases.computeIfAbsent(alias.get("version").text(), number -> new ArrayList<>())
                    .add(alias.get("alias").text());
        }
        return aliases;
    }

    private Version version(Document version, List<String> aliases) {
        String name = version.get("name").text();
        String number = version.get("version").text();
        String address = server.get(
                        json, "mlflow/model-versions/get-download-uri", Map.of("name", name, "version", number))
                .get("artifact_uri")
                .text();
        return new Version(
                name,
                Math.toIntExact(Numbers.whole("the number of a version", number)),
                address,
                text(version, "run_id"),
                Long.toString(LogNumbers.whole(version, "creation_timestamp")),
                Optional.ofNullable(text(version, "current_stage")).orElse("None"),
                text(version, "description"),
                aliases);
    }

    @Override
    public Optional<Tree> artifacts(RunHead head) {
        Document info = server.get(json, "mlflow/runs/get", Map.of("run_id", head.id()))
                .get("run")
                .get("info");
        return ProxiedArtifacts.path(
                        Optional.ofNullable(text(info, "artifact_uri")).orElse(""))
                .map(this::copied);
    }

    @Override
    public Optional<Tree> model(Version version) {
        return Optional.of(ProxiedArtifacts.path(version.location())
                .map(this::copied)
                .orElseThrow(() -> new InvalidException("the server says that its files are at '" + version.location()
                        + "', which it does not hand out itself; other places are not read")));
    }

    private Tree copied(RelativePath path) {
        Path directory = scratch.resolve("copy-" + copies++);
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            throw new StorageException("could not make " + directory, e);
        }
        new ProxiedArtifacts(server, json).copy(path, directory);
        return Tree.of(directory);
    }

    private List<Document> pages(String endpoint, Document.Fields request, String name) {
        List<Document> all = new ArrayList<>();
        String next = "";
        do {
            Document page = server.post(json, endpoint, next.isEmpty() ? request : request.with("page_token", next));
            List<Document> found = list(page, name);
            all.addAll(found);
            next = found.isEmpty() ? "" : next(page);
        } while (!next.isEmpty());
        return all;
    }

    private static SortedMap<String, String> pairs(Document run, String name) {
        SortedMap<String, String> pairs = new TreeMap<>();
        list(run.find("data").orElse(Document.object()), name)
                .forEach(pair -> pairs.put(
                        pair.get("key").text(),
                        pair.find("value").map(Document::text).orElse("")));
        return pairs;
    }

    private static List<Document> list(Document document, String name) {
        return document.find(name).map(items -> items.list()).orElse(List.of());
    }

    private static String next(Document page) {
        return page.find("next_page_token").map(Document::text).orElse("");
    }

    private static boolean isDeleted(Document document) {
        return "deleted".equals(text(document, "lifecycle_stage"));
    }

    private static @Nullable Instant instant(Document info, String name) {
        long millis = LogNumbers.whole(info, name);
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable String text(Document document, String name) {
        return document.find(name)
                .map(Document::text)
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }
}

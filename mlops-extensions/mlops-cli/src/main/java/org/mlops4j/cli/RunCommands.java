// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Document;
import org.mlops4j.diff.RunDiff;
import org.mlops4j.error.InvalidException;
import org.mlops4j.search.Field;
import org.mlops4j.search.Search;
import org.mlops4j.tracking.RunRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about runs. */
@Command
final class RunCommands {

    private static final List<String> COLUMNS = List.of("id", "name", "status", "actor", "started", "seconds");

    @Command(description = "List runs, the newest first.", mixinStandardHelpOptions = true)
    static int runs(
            @Mixin StoreOptions store,
            @Option(names = "--experiment", description = "Of this experiment only.") @Nullable String experiment,
            @Option(
                            names = "--where",
                            defaultValue = "",
                            description = "Such as \"metrics.auc > 0.7 order by metrics.auc desc\".")
                    String where,
            @Option(names = "--limit", defaultValue = "50", description = "At most so many, 50 without it.") int limit,
            @Option(names = "--columns", split = ",", description = "More columns: metrics.KEY, params.KEY, tags.KEY.")
                    @Nullable List<String> more) {
        Search search = Search.of(where).limit(limit);
        if (experiment != null) {
            search = search.where(Field.attribute("experiment").equalTo(experiment));
        }
        List<String> columns = new ArrayList<>(COLUMNS);
        columns.addAll(more == null ? List.of() : more);
        try (Mlops mlops = store.read()) {
            List<Document.Fields> rows = mlops.tracking().search(search).items().stream()
                    .map(run -> row(run, more == null ? List.of() : more))
                    .toList();
            store.answer(mlops).list(columns, rows);
            return Main.FINE;
        }
    }

    @Command(description = "Show all of a run but its points.", mixinStandardHelpOptions = true)
    static int run(@Mixin StoreOptions store, @Parameters(paramLabel = "RUN", description = "Its id.") String id) {
        try (Mlops mlops = store.read()) {
            Document.Fields run = whole(mlops.tracking().load(id));
            store.answer(mlops).one(List.copyOf(run.fields().keySet()), run);
            return Main.FINE;
        }
    }

    @Command(name = "diff-runs", description = "Show what differs between two runs.", mixinStandardHelpOptions = true)
    static int diff(
            @Mixin StoreOptions store,
            @Parameters(paramLabel = "BEFORE", description = "The id of a run.") String before,
            @Parameters(paramLabel = "AFTER", description = "The id of another.") String after) {
        try (Mlops mlops = store.read()) {
            RunDiff diff = mlops.tracking().diff(before, after);
            store.answer(mlops).text(diff.toMarkdown(), diff.toDocument());
            return Main.FINE;
        }
    }

    private static Document.Fields row(RunRecord run, List<String> more) {
        Document.Fields row = Document.object()
                .with("id", run.id())
                .withOptional("name", run.name())
                .with("status", run.status().name())
                .with("actor", run.actor().name())
                .with("started", run.started());
        if (run.ended() != null) {
            row = row.with(
                    "seconds", Duration.between(run.started(), run.ended()).toMillis() / 1_000.0);
        }
        for (String column : more) {
            row = row.with(column, value(run, column));
        }
        return row;
    }

    private static Document value(RunRecord run, String column) {
        int dot = column.indexOf('.');
        String key = column.substring(dot + 1);
        return switch (column.substring(0, Math.max(0, dot))) {
            case "metrics" ->
                run.metrics().containsKey(key)
                        ? Document.of(run.metrics().get(key).last())
                        : Document.nothing();
            case "params" -> run.params().getOrDefault(key, Document.nothing());
            case "tags" -> run.tags().containsKey(key) ? Document.of(run.tags().get(key)) : Document.nothing();
            default ->
                throw new InvalidException(
                        "column '" + column + "' is not known; say metrics.KEY, params.KEY or tags.KEY");
        };
    }

    private static Document.Fields whole(RunRecord run) {
        SortedMap<String, Document> metrics = new TreeMap<>();
        run.metrics().forEach((key, summary) -> metrics.put(key, summary.toDocument()));
        SortedMap<String, Document> artifacts = new TreeMap<>();
        run.artifacts().forEach((path, digest) -> artifacts.put(path, Document.of(digest.hex())));
        return row(run, List.of())
                .with("experiment", run.experiment())
                .withOptional("parent", run.parent())
                .withOptional("origin", run.origin())
                .withOptional("ended", run.ended() == null ? null : run.ended().toString())
                .withOptional("failure", run.failure())
                .withOptional("note", run.note())
                .with("params", Document.object(run.params()))
                .with("tags", Document.textFields(run.tags()))
                .with("metrics", Document.object(metrics))
                .with(
                        "datasets",
                        Document.list(run.datasets().stream()
                                .map(DatasetRef::toDocument)
                                .toList()))
                .with("artifacts", Document.object(artifacts))
                .with("models", Document.texts(run.models()))
                .with("environment", run.environment())
                .withOptional("seal", run.seal() == null ? null : run.seal().hex());
    }
}

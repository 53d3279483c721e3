// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Attempt;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.StageOrigins;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** The stages of runs as documents, each under the run's id and its own position. */
final class Stages {

    private static final String KIND = "pipeline-stage";

    private Stages() {}

    /** {@return the stages of a run that have begun, by their positions} */
    static SortedMap<Integer, StageRecord> of(MetadataReader reader, String run) {
        SortedMap<Integer, StageRecord> stages = new TreeMap<>();
        Pages.forEach(
                reader,
                MetadataQuery.of(KIND).whereEqual("run", run).ascending("position"),
                stored ->
                        stages.put(Math.toIntExact(stored.body().get("position").whole()), from(stored.body())));
        return stages;
    }

    static void put(MetadataWriter writer, String run, int position, StageRecord stage) {
        Map<String, Document> attributes =
                new TreeMap<>(Map.of("run", Document.of(run), "position", Document.of(position)));
        stage.origins().models().values().forEach(version -> attributes.put(made(version), Document.of(1)));
        writer.put(KIND, id(run, position), toDocument(run, position, stage), attributes);
    }

    /** {@return the id of the run that made a version, if a stage of one says so} */
    static Optional<String> findMaker(MetadataReader reader, String version) {
        MetadataQuery query =
                MetadataQuery.of(KIND).where(made(version), MetadataQuery.Comparison.EQUAL, Document.of(1));
        return Pages.all(reader, query).stream()
                .map(stored -> stored.body().get("run").text())
                .findFirst();
    }

    private static String made(String version) {
        return "made:" + version;
    }

    static PipelineRun record(MetadataReader reader, StoredRun run) {
        return new PipelineRun(
                run.id(),
                run.pipeline(),
                run.status(),
                run.author(),
                run.parameters(),
                run.started(),
                run.due(),
                run.code(),
                List.copyOf(of(reader, run.id()).values()));
    }

    private static StageRecord from(Document document) {
        return new StageRecord(
                document.get("name").text(),
                document.get("state").constant(State.class),
                document.get("attempts").list().stream().map(Stages::attempt).toList(),
                document.find("due").map(Document::instant).orElse(null),
                // Not by find: the JSON null is an output like any other.
                document.fields().get("output"),
                document.find("cached_from").map(Document::text).orElse(null),
                document.find("origins").map(StageOrigins::from).orElse(StageOrigins.UNKNOWN));
    }

    private static Attempt attempt(Document document) {
        return new Attempt(
                Math.toIntExact(document.get("number").whole()),
                document.get("started").instant(),
                document.find("ended").map(Document::instant).orElse(null),
                document.find("error").map(Document::text).orElse(null));
    }

    private static Document toDocument(String run, int position, StageRecord stage) {
        Document.Fields body = Document.object()
                .with("run", run)
                .with("position", position)
                .with("name", stage.name())
                .with("state", Document.of(stage.state()))
                .with(
                        "attempts",
                        Document.list(stage.attempts().stream()
                                .map(Stages::toDocument)
                                .toList()))
                .withOptional("due", shown(stage.due()))
                .withOptional("cached_from", stage.cachedFrom());
        if (!stage.origins().equals(StageOrigins.UNKNOWN)) {
            body = body.with("origins", stage.origins().toDocument());
        }
        return stage.output() == null ? body : body.with("output", stage.output());
    }

    private static Document toDocument(Attempt attempt) {
        return Document.object()
                .with("number", attempt.number())
                .with("started", attempt.started())
                .withOptional("ended", shown(attempt.ended()))
                .withOptional("error", attempt.error());
    }

    private static @Nullable String shown(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static String id(String run, int position) {
        return run + "/" + position;
    }
}

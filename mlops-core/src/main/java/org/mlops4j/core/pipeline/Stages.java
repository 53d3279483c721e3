// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.PipelineRun.Attempt;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.State;
import org.mlops4j.pipeline.StageOrigins;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** The stages of runs as documents, each under the run's id and its own position. */
final class Stages {

    static final String KIND = "pipeline-stage";

    private Stages() {}

    /** {@return the rows of the stages of a run that have begun, by their positions} */
    static SortedMap<Integer, Document> rows(MetadataReader reader, String run) {
        SortedMap<Integer, Document> rows = new TreeMap<>();
        Pages.forEach(
                reader,
                MetadataQuery.of(KIND).whereEqual("run", run),
                stored -> rows.put(Math.toIntExact(stored.body().get("position").whole()), stored.body()));
        return rows;
    }

    /** {@return the row of a stage of a run, if it has begun} */
    static Optional<Document> findRow(MetadataReader reader, String run, int position) {
        return reader.find(KIND, id(run, position)).map(StoredDocument::body);
    }

    /** {@return the stages of a run that have begun, by their positions, without outputs that are blobs} */
    static SortedMap<Integer, StageRecord> of(MetadataReader reader, String run) {
        SortedMap<Integer, StageRecord> stages = new TreeMap<>();
        rows(reader, run).forEach((position, row) -> stages.put(position, from(row, StageOutputs.inRow(row))));
        return stages;
    }

    /** Writes a stage down that has no output. */
    static void put(MetadataWriter writer, String run, int position, StageRecord stage) {
        put(writer, run, position, stage, Document.object());
    }

    /**
     * Writes a stage down.
     *
     * @param output the fields for its output, see {@link StageOutputs#keep}
     */
    static void put(MetadataWriter writer, String run, int position, StageRecord stage, Document.Fields output) {
        Map<String, Document> attributes = new TreeMap<>(Map.of("run", Document.of(run)));
        stage.origins().models().values().forEach(version -> attributes.put(made(version), Document.of(1)));
        writer.put(KIND, id(run, position), toDocument(run, position, stage, output), attributes);
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

    /** {@return the stage of a row, with what is known of its output} */
    static StageRecord from(Document row, @Nullable Document output) {
        return new StageRecord(
                row.get("name").text(),
                row.get("state").constant(State.class),
                row.get("attempts").list().stream().map(Stages::attempt).toList(),
                row.find("due").map(Document::instant).orElse(null),
                output,
                row.find("cached_from").map(Document::text).orElse(null),
                row.find("origins").map(StageOrigins::from).orElse(StageOrigins.UNKNOWN),
                row.find("input_digest").map(text -> new Digest(text.text())).orElse(null),
                StageOutputs.digest(row));
    }

    private static Attempt attempt(Document document) {
        return new Attempt(
                Math.toIntExact(document.get("number").whole()),
                document.get("started").instant(),
                document.find("ended").map(Document::instant).orElse(null),
                document.find("error").map(Document::text).orElse(null),
                document.find("cpu_nanos")
                        .map(nanos -> Duration.ofNanos(nanos.whole()))
                        .orElse(null));
    }

    private static Document toDocument(String run, int position, StageRecord stage, Document.Fields output) {
        Document.Fields body = output.with("run", run)
                .with("position", position)
                .with("name", stage.name())
                .with("state", Document.of(stage.state()))
                .with(
                        "attempts",
                        Document.list(stage.attempts().stream()
                                .map(Stages::toDocument)
                                .toList()))
                .withOptional("due", shown(stage.due()))
                .withOptional("cached_from", stage.cachedFrom())
                .withOptional(
                        "input_digest",
                        stage.inputDigest() == null ? null : stage.inputDigest().hex());
        return stage.origins().equals(StageOrigins.UNKNOWN)
                ? body
                : body.with("origins", stage.origins().toDocument());
    }

    private static Document toDocument(Attempt attempt) {
        Document.Fields body = Document.object()
                .with("number", attempt.number())
                .with("started", attempt.started())
                .withOptional("ended", shown(attempt.ended()))
                .withOptional("error", attempt.error());
        Duration cpu = attempt.cpu();
        return cpu == null ? body : body.with("cpu_nanos", cpu.toNanos());
    }

    private static @Nullable String shown(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static String id(String run, int position) {
        return run + "/" + position;
    }
}

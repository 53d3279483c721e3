// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** The stages of runs as documents, each under the run's id and its own position. */
final class Stages {

    private static final String KIND = "pipeline-stage";

    private Stages() {}

    static Optional<StageRecord> find(MetadataReader reader, String run, int position) {
        return reader.find(KIND, id(run, position)).map(stored -> from(stored.body()));
    }

    /** {@return the stages of a run that have begun, in order} */
    static List<StageRecord> of(MetadataReader reader, String run) {
        List<StageRecord> stages = new ArrayList<>();
        Pages.forEach(
                reader,
                MetadataQuery.of(KIND).whereEqual("run", run).ascending("position"),
                stored -> stages.add(from(stored.body())));
        return stages;
    }

    static void put(MetadataWriter writer, String run, int position, StageRecord stage) {
        writer.put(
                KIND,
                id(run, position),
                toDocument(run, position, stage),
                Map.of("run", Document.of(run), "position", Document.of(position)));
    }

    static PipelineRun record(MetadataReader reader, StoredRun run) {
        return new PipelineRun(
                run.id(),
                run.pipeline(),
                run.status(),
                run.author(),
                run.parameters(),
                run.started(),
                of(reader, run.id()));
    }

    private static StageRecord from(Document document) {
        return new StageRecord(
                document.get("name").text(),
                Math.toIntExact(document.get("attempt").whole()),
                document.get("started").instant(),
                document.find("ended").map(Document::instant).orElse(null),
                // Not by find: the JSON null is an output like any other.
                document.fields().get("output"),
                document.find("error").map(Document::text).orElse(null));
    }

    private static Document toDocument(String run, int position, StageRecord stage) {
        Document.Fields body = Document.object()
                .with("run", run)
                .with("position", position)
                .with("name", stage.name())
                .with("attempt", stage.attempt())
                .with("started", stage.started())
                .withOptional("error", stage.error());
        if (stage.ended() != null) {
            body = body.with("ended", stage.ended());
        }
        return stage.output() == null ? body : body.with("output", stage.output());
    }

    private static String id(String run, int position) {
        return run + "/" + position;
    }
}

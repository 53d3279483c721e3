// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Missed;
import org.mlops4j.pipeline.PipelineSchedule;
import org.mlops4j.pipeline.Schedule;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** Schedules as documents, each under the name of its pipeline. */
final class StoredSchedule {

    static final String KIND = "pipeline-schedule";

    private StoredSchedule() {}

    static Optional<PipelineSchedule> find(MetadataReader reader, String pipeline) {
        return reader.find(KIND, pipeline).map(stored -> from(stored.body()));
    }

    static void put(MetadataWriter writer, PipelineSchedule schedule) {
        Instant next = schedule.next();
        writer.put(
                KIND,
                schedule.pipeline(),
                Document.object()
                        .with("pipeline", schedule.pipeline())
                        .with("schedule", schedule.schedule().toDocument())
                        .with("missed", schedule.missed().toDocument())
                        .with("parameters", schedule.parameters())
                        .with("author", schedule.author().name())
                        .withOptional("next", next == null ? null : next.toString()),
                Map.of());
    }

    static PipelineSchedule from(Document document) {
        return new PipelineSchedule(
                document.get("pipeline").text(),
                Schedule.from(document.get("schedule")),
                Missed.from(document.get("missed")),
                Document.object(document.get("parameters").fields()),
                Actor.of(document.get("author").text()),
                document.find("next").map(Document::instant).orElse(null));
    }
}

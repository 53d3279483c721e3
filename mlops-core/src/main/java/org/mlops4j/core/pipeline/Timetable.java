// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.pipeline.Missed;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineSchedule;
import org.mlops4j.pipeline.Schedule;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;

/**
 * Starts runs when schedules say so. The run and the next time of its schedule are one transaction, so of many
 * processes that look at one schedule one starts the run. What counts is the stored next time, which only grows: a
 * clock that goes back starts nothing twice. Thread-safe.
 */
final class Timetable {

    private final MetadataStore metadata;
    private final HashChain chain;
    private final InstantSource clock;

    Timetable(MetadataStore metadata, HashChain chain, InstantSource clock) {
        this.metadata = metadata;
        this.chain = chain;
        this.clock = clock;
    }

    /** Stores a schedule in place of the one that a pipeline had; nothing happens if it had the same. */
    PipelineSchedule set(Pipeline pipeline, Schedule schedule, Missed missed, Document.Fields parameters) {
        PipelineSchedule wanted = new PipelineSchedule(
                pipeline.name(), schedule, missed, parameters, chain.actor(), next(schedule, clock.instant()));
        return chain.transact("pipeline.schedule", pipeline.name(), "", writer -> {
            Optional<PipelineSchedule> same = StoredSchedule.find(writer, pipeline.name())
                    .filter(stored -> stored.schedule().equals(schedule)
                            && stored.missed().equals(missed)
                            && stored.parameters().equals(parameters));
            if (same.isEmpty()) {
                StoredSchedule.put(writer, wanted);
            }
            return same.orElse(wanted);
        });
    }

    void remove(String pipeline, String reason) {
        chain.transact("pipeline.unschedule", pipeline, reason, writer -> {
            if (!writer.delete(StoredSchedule.KIND, pipeline)) {
                throw new NotFoundException("pipeline '" + pipeline + "' has no schedule");
            }
            return pipeline;
        });
    }

    List<PipelineSchedule> all() {
        return metadata.read(reader -> Pages.all(reader, MetadataQuery.of(StoredSchedule.KIND))).stream()
                .map(stored -> StoredSchedule.from(stored.body()))
                .toList();
    }

    /** Starts the runs of a pipeline whose times have come, for whoever works on the pipeline to take up. */
    void startDue(Pipeline pipeline) {
        Instant now = clock.instant();
        if (metadata.read(reader -> StoredSchedule.find(reader, pipeline.name()))
                .filter(schedule -> isDue(schedule, now))
                .isPresent()) {
            chain.transact("pipeline.scheduled", pipeline.name(), "", writer -> {
                // Another process may have been faster.
                StoredSchedule.find(writer, pipeline.name())
                        .filter(schedule -> isDue(schedule, now))
                        .ifPresent(schedule -> start(writer, pipeline, schedule, now));
                return pipeline;
            });
        }
    }

    private static void start(MetadataWriter writer, Pipeline pipeline, PipelineSchedule due, Instant now) {
        Instant before = due.next() == null ? now : due.next().minusNanos(1);
        for (Instant tick : Ticks.toStart(due.schedule(), due.missed(), before, now)) {
            Document parameters = due.parameters().with("scheduled_for", tick);
            NewRuns.next(writer, pipeline, parameters, due.author(), now).put(writer);
        }
        StoredSchedule.put(
                writer,
                new PipelineSchedule(
                        due.pipeline(),
                        due.schedule(),
                        due.missed(),
                        due.parameters(),
                        due.author(),
                        next(due.schedule(), now)));
    }

    private static boolean isDue(PipelineSchedule schedule, Instant now) {
        return schedule.next() != null && !now.isBefore(schedule.next());
    }

    private static @Nullable Instant next(Schedule schedule, Instant after) {
        return schedule.next(after).orElse(null);
    }
}

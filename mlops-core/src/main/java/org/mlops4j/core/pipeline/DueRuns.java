// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs that begin and go on without anybody asking for it. Thread-safe. */
final class DueRuns {

    private static final Logger LOG = LoggerFactory.getLogger(DueRuns.class);

    private final MetadataStore metadata;
    private final InstantSource clock;
    private final Claims claims;
    private final RunOwner owner;
    private final Timetable timetable;
    private final Triggers triggers;

    /** Runs that were said to be unfit; each is said once. */
    private final Set<String> unfit = ConcurrentHashMap.newKeySet();

    DueRuns(
            MetadataStore metadata,
            InstantSource clock,
            Claims claims,
            RunOwner owner,
            Timetable timetable,
            Triggers triggers) {
        this.metadata = metadata;
        this.clock = clock;
        this.claims = claims;
        this.owner = owner;
        this.timetable = timetable;
        this.triggers = triggers;
    }

    /** {@return the runs of a pipeline that went on} */
    List<PipelineRun> carryOn(Pipeline pipeline, Carrier carrier) {
        timetable.startDue(pipeline);
        triggers.startDue(pipeline);
        List<PipelineRun> wentOn = new ArrayList<>();
        for (StoredRun run : due(pipeline.name())) {
            if (carrier.takesMore()) {
                resume(pipeline, run, carrier).ifPresent(wentOn::add);
            }
        }
        return wentOn;
    }

    private Optional<PipelineRun> resume(Pipeline pipeline, StoredRun run, Carrier carrier) {
        try {
            Plan.check(run, pipeline);
            return Optional.of(owner.resume(pipeline, run, carrier));
        } catch (ConflictException e) {
            // Another process was faster.
            return Optional.empty();
        } catch (IncompatibleException e) {
            if (unfit.add(run.id())) {
                LOG.warn("Pipeline run {} does not go on: {}", run.id(), e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** {@return the runs that lost their owners, then those that wait, older ones first} */
    private List<StoredRun> due(String pipeline) {
        MetadataQuery query = MetadataQuery.of(StoredRun.KIND).whereEqual("pipeline", pipeline);
        MetadataQuery waiting = query.whereEqual("status", Status.WAITING.name())
                .where("due", MetadataQuery.Comparison.AT_MOST, Document.of(clock.millis()))
                .ascending("number");
        List<StoredRun> running = all(query.whereEqual("status", Status.RUNNING.name()));
        return Stream.concat(running.stream().filter(claims::isFree), all(waiting).stream())
                .toList();
    }

    private List<StoredRun> all(MetadataQuery query) {
        return metadata.read((MetadataReader reader) -> Pages.all(reader, query)).stream()
                .map(stored -> StoredRun.from(stored.body()))
                .toList();
    }
}

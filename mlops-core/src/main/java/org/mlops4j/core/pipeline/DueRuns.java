// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.IncompatibleException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.StoredDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs that begin and go on without anybody asking for it. Thread-safe. */
final class DueRuns {

    private static final Logger LOG = LoggerFactory.getLogger(DueRuns.class);

    private static final int PAGE = 100;

    private static final Comparator<StoredRun> GREATEST =
            Comparator.comparingInt(StoredRun::priority).reversed();

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

    /**
     * {@return the runs of some pipelines that went on, each once; those that begin meanwhile are for the next call}
     */
    List<PipelineRun> carryOn(List<Pipeline> pipelines, Carrier carrier) {
        pipelines.forEach(timetable::startDue);
        pipelines.forEach(triggers::startDue);
        List<Queue> queues = metadata.read(reader -> pipelines.stream()
                .map(pipeline -> new Queue(pipeline, NewRuns.last(reader, pipeline.name())))
                .toList());
        List<PipelineRun> wentOn = new ArrayList<>();
        Set<String> tried = new HashSet<>();
        List<Due> due = due(queues, tried);
        while (!due.isEmpty()) {
            Optional<PipelineRun> run = Optional.empty();
            for (Iterator<Due> next = due.iterator(); next.hasNext() && run.isEmpty(); ) {
                if (!carrier.takesMore()) {
                    return wentOn;
                }
                Due first = next.next();
                tried.add(first.run().id());
                run = resume(first.pipeline(), first.run(), carrier);
            }
            run.ifPresent(wentOn::add);
            // Looked for anew after each run: what had to wait may be able to go on now.
            due = due.size() > 1 ? due(queues, tried) : List.of();
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

    /**
     * {@return runs that can go on, at least the one that does first and a second one if there are two; those of the
     * greatest priority first, of equal ones those of the first pipeline}
     */
    private List<Due> due(List<Queue> queues, Set<String> tried) {
        return queues.stream()
                .flatMap(queue -> due(queue, tried).map(run -> new Due(queue.pipeline(), run)))
                .sorted(Comparator.comparing(Due::run, GREATEST))
                .toList();
    }

    /** {@return runs of a pipeline that lost their owners, or that wait no longer, in their order} */
    private Stream<StoredRun> due(Queue queue, Set<String> tried) {
        MetadataQuery running = runs(queue, Status.RUNNING);
        MetadataQuery waiting =
                runs(queue, Status.WAITING).where("due", MetadataQuery.Comparison.AT_MOST, Document.of(clock.millis()));
        Predicate<StoredRun> there = run -> run.number() <= queue.last() && !tried.contains(run.id());
        return Stream.concat(first(running, there.and(claims::isFree)).stream(), first(waiting, there).stream())
                .sorted(GREATEST.thenComparingLong(StoredRun::number));
    }

    /** The status says most, as a rule that there are none; so it comes first, and often alone. */
    private static MetadataQuery runs(Queue queue, Status status) {
        return MetadataQuery.of(StoredRun.KIND)
                .whereEqual("status", status.name())
                .whereEqual("pipeline", queue.pipeline().name())
                .descending("priority")
                .ascending("number")
                .limit(PAGE);
    }

    /** {@return what is wanted of the first pages that have two of it, or of all} */
    private List<StoredRun> first(MetadataQuery query, Predicate<? super StoredRun> wanted) {
        List<StoredRun> runs = new ArrayList<>();
        MetadataQuery next = query;
        while (true) {
            MetadataQuery page = next;
            List<StoredDocument> found = metadata.read(reader -> reader.query(page));
            found.stream()
                    .map(stored -> StoredRun.from(stored.body()))
                    .filter(wanted)
                    .forEach(runs::add);
            if (runs.size() > 1 || found.size() < PAGE) {
                return runs;
            }
            next = query.after(found.get(PAGE - 1));
        }
    }

    /**
     * The runs of a pipeline that are there.
     *
     * @param last the number of the last one
     */
    private record Queue(Pipeline pipeline, long last) {}

    /** A run that can go on. */
    private record Due(Pipeline pipeline, StoredRun run) {}
}

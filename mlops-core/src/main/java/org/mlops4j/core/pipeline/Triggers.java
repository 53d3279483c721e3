// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.audit.HashChain;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.pipeline.Pipeline;
import org.mlops4j.pipeline.Trigger;
import org.mlops4j.pipeline.TriggerCause;
import org.mlops4j.pipeline.TriggerDecision;
import org.mlops4j.pipeline.TriggerDecision.Outcome;
import org.mlops4j.search.Page;
import org.mlops4j.spi.EventLog;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataStore;
import org.mlops4j.spi.MetadataWriter;

/**
 * Starts runs when triggers say so. A run, what the trigger remembers and its decision are one transaction, so of many
 * processes that look at one trigger one starts the run. Thread-safe.
 */
final class Triggers {

    private static final String DECISION = "trigger-decision";

    private final MetadataStore metadata;
    private final EventLog events;
    private final HashChain chain;
    private final InstantSource clock;

    Triggers(MetadataStore metadata, EventLog events, HashChain chain, InstantSource clock) {
        this.metadata = metadata;
        this.events = events;
        this.chain = chain;
        this.clock = clock;
    }

    /**
     * Stores a trigger, in place of one of the same cause, whose memory it keeps; nothing happens if it is the same.
     */
    void set(Pipeline pipeline, Trigger trigger) {
        long position = trigger.cause() instanceof TriggerCause.Rows rows ? events.position(rows.stream()) : 0;
        chain.transact("pipeline.trigger", pipeline.name(), "", writer -> {
            Optional<StoredTrigger> before = StoredTrigger.find(writer, pipeline.name(), trigger);
            if (before.filter(stored -> stored.trigger().equals(trigger)).isEmpty()) {
                before.map(stored -> new StoredTrigger(
                                stored.pipeline(),
                                trigger,
                                chain.actor(),
                                stored.starts(),
                                stored.mark(),
                                stored.seen(),
                                stored.held()))
                        .orElseGet(() -> new StoredTrigger(
                                pipeline.name(), trigger, chain.actor(), List.of(), position, List.of(), null))
                        .put(writer);
            }
            return pipeline;
        });
    }

    void remove(String pipeline, String reason) {
        chain.transact("pipeline.untrigger", pipeline, reason, writer -> {
            List<StoredTrigger> all = StoredTrigger.of(writer, pipeline);
            if (all.isEmpty()) {
                throw new NotFoundException("pipeline '" + pipeline + "' has no trigger");
            }
            all.forEach(stored -> stored.delete(writer));
            return pipeline;
        });
    }

    List<Trigger> of(String pipeline) {
        return metadata.read(reader -> StoredTrigger.of(reader, pipeline)).stream()
                .map(StoredTrigger::trigger)
                .toList();
    }

    /** {@return the decisions about a pipeline, newest first} */
    List<TriggerDecision> decisions(String pipeline) {
        MetadataQuery query =
                MetadataQuery.of(DECISION).whereEqual("pipeline", pipeline).descending("number");
        return metadata.read(reader -> Pages.all(reader, query)).stream()
                .map(stored -> TriggerDecision.from(stored.body()))
                .toList();
    }

    /** {@return some of the decisions about a pipeline, newest first} */
    Page<TriggerDecision> decisions(String pipeline, int limit, @Nullable String after) {
        MetadataQuery query = MetadataQuery.of(DECISION).whereEqual("pipeline", pipeline);
        return metadata.read(reader ->
                NumberedPages.newest(reader, query, limit, after).map(stored -> TriggerDecision.from(stored.body())));
    }

    /** Starts runs of a pipeline, for whoever works on it to take up, or notes why not. */
    void startDue(Pipeline pipeline) {
        for (StoredTrigger trigger : metadata.read(reader -> StoredTrigger.of(reader, pipeline.name()))) {
            Look look = metadata.read(reader -> look(reader, pipeline, trigger));
            if (look.starts() || !look.after().equals(trigger)) {
                chain.transact("pipeline.triggered", pipeline.name(), look.cause(), writer -> {
                    // Another process may have been faster.
                    if (StoredTrigger.find(writer, pipeline.name(), trigger.trigger())
                            .filter(trigger::equals)
                            .isPresent()) {
                        decide(writer, pipeline, trigger, look(writer, pipeline, trigger));
                    }
                    return pipeline;
                });
            }
        }
    }

    private Look look(MetadataReader reader, Pipeline pipeline, StoredTrigger trigger) {
        Occasion occasion = Occasion.of(reader, events, trigger);
        Optional<Brakes.Held> held =
                occasion.there() ? new Brakes(reader, pipeline, trigger, clock.instant()).first() : Optional.empty();
        return new Look(trigger, occasion, held);
    }

    private void decide(MetadataWriter writer, Pipeline pipeline, StoredTrigger trigger, Look look) {
        Instant now = clock.instant();
        Occasion occasion = look.occasion();
        if (look.starts()) {
            Document parameters = Document.object().with("trigger", occasion.evidence());
            StoredRun run = NewRuns.next(writer, pipeline, parameters, trigger.author(), now);
            run.put(writer);
            note(writer, trigger, new Noted(Outcome.STARTED, occasion.text(), run.id()));
            trigger.started(now, occasion.position(), occasion.active()).put(writer);
            return;
        }
        if (look.held().isPresent() && look.held().get().outcome() != trigger.held()) {
            Brakes.Held held = look.held().get();
            note(writer, trigger, new Noted(held.outcome(), occasion.text() + ", but " + held.reason(), null));
        } else if (!occasion.there() && trigger.held() != null) {
            note(writer, trigger, new Noted(Outcome.GONE, "the cause went away before a run could start", null));
        }
        look.after().put(writer);
    }

    private void note(MetadataWriter writer, StoredTrigger trigger, Noted noted) {
        MetadataQuery last = MetadataQuery.of(DECISION)
                .whereEqual("pipeline", trigger.pipeline())
                .descending("number")
                .limit(1);
        long number = writer.query(last).stream()
                        .map(stored -> stored.body().get("number").whole())
                        .findFirst()
                        .orElse(0L)
                + 1;
        TriggerDecision decision = new TriggerDecision(
                trigger.pipeline(),
                trigger.trigger().cause().name(),
                noted.outcome(),
                noted.reason(),
                clock.instant(),
                noted.run());
        writer.put(
                DECISION,
                trigger.pipeline() + "/" + number,
                decision.toDocument().with("number", number),
                Map.of("pipeline", Document.of(trigger.pipeline()), "number", Document.of(number)));
    }

    /** What is to be noted of a decision. */
    private record Noted(
            Outcome outcome, String reason, @Nullable String run) {}

    /**
     * What a trigger is faced with.
     *
     * @param trigger what it remembers
     * @param occasion what it sees
     * @param held what holds it back, if it would start a run
     */
    private record Look(StoredTrigger trigger, Occasion occasion, Optional<Brakes.Held> held) {

        boolean starts() {
            return occasion.there() && held.isEmpty();
        }

        /** {@return what the trigger sees, for the audit log; empty if its cause is not there} */
        String cause() {
            return occasion.there() ? occasion.text() : "";
        }

        /** {@return what the trigger remembers if it starts nothing} */
        StoredTrigger after() {
            List<String> seen =
                    trigger.seen().stream().filter(occasion.active()::contains).toList();
            return trigger.looked(seen, held.map(Brakes.Held::outcome).orElse(null));
        }
    }
}

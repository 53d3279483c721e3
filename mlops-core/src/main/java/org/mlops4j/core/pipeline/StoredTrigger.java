// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.Trigger;
import org.mlops4j.pipeline.TriggerDecision;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/**
 * A trigger of a pipeline and what it remembers.
 *
 * @param pipeline the name of the pipeline
 * @param trigger what it was set to
 * @param author who set it, and is the author of its runs
 * @param starts when it started runs, oldest first, as far as its budget needs them
 * @param mark how far its cause was, in positions of a stream, when it last started a run
 * @param seen the alerts for which it has started runs and that were active when it last looked
 * @param held why it holds back since its cause is there, {@code null} if it does not
 */
record StoredTrigger(
        String pipeline,
        Trigger trigger,
        Actor author,
        List<Instant> starts,
        long mark,
        List<String> seen,
        TriggerDecision.@Nullable Outcome held) {

    static final String KIND = "pipeline-trigger";

    StoredTrigger {
        starts = List.copyOf(starts);
        seen = List.copyOf(seen);
    }

    static Optional<StoredTrigger> find(MetadataReader reader, String pipeline, Trigger trigger) {
        return reader.find(KIND, id(pipeline, trigger)).map(stored -> from(stored.body()));
    }

    /** {@return the triggers of a pipeline} */
    static List<StoredTrigger> of(MetadataReader reader, String pipeline) {
        return Pages.all(reader, MetadataQuery.of(KIND).whereEqual("pipeline", pipeline)).stream()
                .map(stored -> from(stored.body()))
                .toList();
    }

    Optional<Instant> lastStart() {
        return starts.isEmpty() ? Optional.empty() : Optional.of(starts.get(starts.size() - 1));
    }

    /** {@return this after a look at its cause} */
    StoredTrigger looked(List<String> stillSeen, TriggerDecision.@Nullable Outcome holding) {
        return new StoredTrigger(pipeline, trigger, author, starts, mark, stillSeen, holding);
    }

    /** {@return this after it started a run} */
    StoredTrigger started(Instant now, long reached, List<String> alerts) {
        List<Instant> more = new ArrayList<>(starts);
        more.add(now);
        List<Instant> kept = more.subList(Math.max(0, more.size() - trigger.most()), more.size());
        return new StoredTrigger(pipeline, trigger, author, kept, reached, alerts, null);
    }

    void put(MetadataWriter writer) {
        writer.put(
                KIND,
                id(pipeline, trigger),
                Document.object()
                        .with("pipeline", pipeline)
                        .with("trigger", trigger.toDocument())
                        .with("author", author.name())
                        .with(
                                "starts",
                                Document.list(starts.stream().map(Document::of).toList()))
                        .with("mark", mark)
                        .with("seen", Document.texts(seen))
                        .withOptional(
                                "held", held == null ? null : Document.of(held).text()),
                Map.of("pipeline", Document.of(pipeline)));
    }

    void delete(MetadataWriter writer) {
        writer.delete(KIND, id(pipeline, trigger));
    }

    private static StoredTrigger from(Document document) {
        return new StoredTrigger(
                document.get("pipeline").text(),
                Trigger.from(document.get("trigger")),
                Actor.of(document.get("author").text()),
                document.get("starts").list().stream().map(Document::instant).toList(),
                document.get("mark").whole(),
                document.get("seen").texts(),
                document.find("held")
                        .map(held -> held.constant(TriggerDecision.Outcome.class))
                        .orElse(null));
    }

    private static String id(String pipeline, Trigger trigger) {
        return pipeline + "/" + trigger.cause().name();
    }
}

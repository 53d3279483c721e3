// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.identity.Actor;
import org.mlops4j.pipeline.PipelineRun;
import org.mlops4j.pipeline.PipelineRun.StageRecord;
import org.mlops4j.pipeline.PipelineRun.Status;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/**
 * A run of a pipeline as it is stored, without its stages.
 *
 * @param id the pipeline's name and the number of the run, such as {@code retrain-12}
 * @param number the number
 * @param pipeline the name of the pipeline
 * @param plan names and kinds of all stages, see {@link Plan}
 * @param status how it stands
 * @param author who started it
 * @param parameters what it was started with
 * @param started when
 * @param priority which of the runs that can go on does, the greatest first
 * @param claim how often it was taken up; who took it up earlier may not write any more
 * @param owner the lease of who carries it on, {@code null} if nobody does
 * @param due when it can go on, if it waits and that is known
 * @param product what its pipeline makes, {@code null} if it did not say
 * @param code the digests of the code that carried it on, oldest first, each change once
 */
record StoredRun(
        String id,
        long number,
        String pipeline,
        Document plan,
        Status status,
        Actor author,
        Document parameters,
        Instant started,
        int priority,
        long claim,
        @Nullable String owner,
        @Nullable Instant due,
        @Nullable String product,
        List<Digest> code) {

    static final String KIND = "pipeline-run";

    private static final int KEPT_CODE = 20;

    StoredRun {
        code = List.copyOf(code);
    }

    static Optional<StoredRun> find(MetadataReader reader, String run) {
        return reader.find(KIND, run).map(stored -> from(stored.body()));
    }

    static StoredRun load(MetadataReader reader, String run) {
        return find(reader, run).orElseThrow(() -> new NotFoundException("there is no pipeline run '" + run + "'"));
    }

    static StoredRun from(Document document) {
        return new StoredRun(
                document.get("id").text(),
                document.get("number").whole(),
                document.get("pipeline").text(),
                document.get("plan"),
                Status.valueOf(document.get("status").text()),
                Actor.of(document.get("author").text()),
                document.find("parameters").orElse(Document.nothing()),
                document.get("started").instant(),
                document.find("priority")
                        .map(priority -> Math.toIntExact(priority.whole()))
                        .orElse(0),
                document.get("claim").whole(),
                document.find("owner").map(Document::text).orElse(null),
                document.find("due").map(Document::instant).orElse(null),
                document.find("product").map(Document::text).orElse(null),
                document.get("code").texts().stream().map(Digest::new).toList());
    }

    Optional<String> findOwner() {
        return Optional.ofNullable(owner);
    }

    /** {@return whether it has been taken up by anybody but its owner, so that stages may have begun} */
    boolean takenUpBefore() {
        return claim > 1;
    }

    /** {@return whether this is still in the hands that took the other up} */
    boolean sameClaim(StoredRun other) {
        return claim == other.claim && status == other.status && Objects.equals(owner, other.owner);
    }

    /** {@return the code that carried it on before, if it is another} */
    Optional<Digest> findOtherCode(Digest now) {
        return code.isEmpty()
                ? Optional.empty()
                : Optional.of(code.get(code.size() - 1)).filter(last -> !last.equals(now));
    }

    /** {@return the run taken up by the holder of a lease, which has some code} */
    StoredRun claimedBy(String lease, Digest with) {
        StoredRun claimed = with(Status.RUNNING, claim + 1, lease, null);
        return code.isEmpty() || findOtherCode(with).isPresent() ? claimed.withCode(with) : claimed;
    }

    private StoredRun withCode(Digest next) {
        List<Digest> more = new ArrayList<>(code);
        more.add(next);
        return new StoredRun(
                id,
                number,
                pipeline,
                plan,
                status,
                author,
                parameters,
                started,
                priority,
                claim,
                owner,
                due,
                product,
                more.subList(Math.max(0, more.size() - KEPT_CODE), more.size()));
    }

    /** {@return the run laid down in some state} */
    StoredRun released(Status as) {
        return with(as, claim, null, null);
    }

    /** {@return the run laid down until an instant, or until somebody does something if that is {@code null}} */
    StoredRun waiting(@Nullable Instant until) {
        return with(Status.WAITING, claim, null, until);
    }

    /** {@return the run ended for good, whoever carries it on} */
    StoredRun cancelled() {
        return with(Status.CANCELLED, claim + 1, null, null);
    }

    /** {@return the run with its stages that have begun, in their order} */
    PipelineRun record(Collection<StageRecord> stages) {
        return new PipelineRun(
                id, pipeline, status, author, parameters, started, priority, due, code, List.copyOf(stages));
    }

    private StoredRun with(Status as, long claimed, @Nullable String by, @Nullable Instant until) {
        return new StoredRun(
                id,
                number,
                pipeline,
                plan,
                as,
                author,
                parameters,
                started,
                priority,
                claimed,
                by,
                until,
                product,
                code);
    }

    /** {@return the version that its document has now} */
    long put(MetadataWriter writer) {
        Map<String, Document> attributes = new TreeMap<>(Map.of(
                "pipeline", Document.of(pipeline),
                "number", Document.of(number),
                "priority", Document.of(priority),
                "status", Document.of(status.name())));
        if (due != null) {
            attributes.put("due", Document.of(due.toEpochMilli()));
        }
        if (product != null) {
            attributes.put("product", Document.of(product));
        }
        return writer.put(KIND, id, toDocument(), attributes).version();
    }

    private Document toDocument() {
        return Document.object()
                .with("id", id)
                .with("number", number)
                .with("pipeline", pipeline)
                .with("plan", plan)
                .with("status", status.name())
                .with("author", author.name())
                .with("parameters", parameters)
                .with("started", started)
                .with("priority", priority)
                .with("claim", claim)
                .withOptional("owner", owner)
                .withOptional("due", due == null ? null : due.toString())
                .withOptional("product", product)
                .with("code", Document.texts(code.stream().map(Digest::hex).toList()));
    }
}

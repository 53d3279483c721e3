// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.documents.Pages;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.identity.Actor;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;
import org.mlops4j.tracking.MetricSummary;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunSpec;
import org.mlops4j.tracking.RunStatus;

/**
 * Runs as documents. A run has an audited one of kind {@value #RUN}, written when it starts and sealed when it ends.
 * What is logged in between collects in one of kind {@value #LIVE}, which is not audited and goes away at the end.
 */
final class RunDocuments {

    static final String RUN = "run";
    static final String LIVE = "run-live";
    static final String EXPERIMENT = "experiment";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,300}");
    private static final String PARAMS = "params";
    private static final String TAGS = "tags";
    private static final String METRICS = "metrics";
    private static final String DATASETS = "datasets";
    private static final String ARTIFACTS = "artifacts";
    private static final String NOTE = "note";

    private RunDocuments() {}

    /** {@return what a run has logged when it starts: nothing} */
    static Document.Fields nothingLogged() {
        return Document.object()
                .with(PARAMS, Document.object())
                .with(TAGS, Document.object())
                .with(METRICS, Document.object())
                .with(DATASETS, Document.object())
                .with(ARTIFACTS, Document.object());
    }

    /** {@return a live document with some fields of one part added or replaced} */
    static Document.Fields withAll(Document live, String part, Map<String, ? extends Document> fields) {
        Map<String, Document> more = new TreeMap<>(live.get(part).fields());
        more.putAll(fields);
        return Document.object(live.fields()).with(part, Document.object(more));
    }

    static Document.Fields withParams(Document live, Map<String, Document> params) {
        return withAll(live, PARAMS, params);
    }

    static Document.Fields withTags(Document live, Map<String, String> tags) {
        return withAll(live, TAGS, Document.textFields(tags).fields());
    }

    static Document.Fields withNote(Document live, String note) {
        return Document.object(live.fields()).with(NOTE, note);
    }

    static Document.Fields withDataset(Document live, DatasetRef dataset) {
        return withAll(live, DATASETS, Map.of(dataset.name(), dataset.toDocument()));
    }

    static Document.Fields withArtifacts(Document live, Map<String, Digest> files) {
        Document.Fields changed =
                withAll(live, ARTIFACTS, map(new TreeMap<>(files), digest -> Document.of(digest.hex())));
        requireNoFileBelowAFile(changed.get(ARTIFACTS).fields());
        return changed;
    }

    /** What is a file in one path and a directory in another could not be written to a disk. */
    private static void requireNoFileBelowAFile(SortedMap<String, Document> artifacts) {
        for (String path : artifacts.keySet()) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                if (artifacts.containsKey(path.substring(0, slash))) {
                    throw new InvalidException("artifact '" + path + "' would lie below '" + path.substring(0, slash)
                            + "', which is a file");
                }
            }
        }
    }

    /**
     * Replaces the summaries of a run that goes on, all of whose points are stored.
     *
     * @return whether the run goes on; one that was declared lost meanwhile stays as it is
     */
    static boolean putSummaries(MetadataWriter writer, String run, SortedMap<String, MetricSummary> summaries) {
        Optional<StoredDocument> running = writer.find(RUN, run).filter(RunDocuments::isRunning);
        running.ifPresent(stored -> {
            Document.Fields live = PendingPoints.without(logged(writer, run));
            putLive(writer, stored, withSummaries(live, summaries));
        });
        return running.isPresent();
    }

    /**
     * Stores what a run that goes on has logged so far, and lets searches see it: they look at attributes of the
     * audited document, whose body stays what it is.
     */
    static StoredDocument putLive(MetadataWriter writer, StoredDocument running, Document.Fields live) {
        writer.put(RUN, running.id(), running.body(), RunAttributes.of(running.body(), live));
        return writer.put(LIVE, running.id(), live, Map.of());
    }

    static Document.Fields withSummaries(Document.Fields logged, SortedMap<String, MetricSummary> summaries) {
        return logged.with(METRICS, Document.object(map(summaries, MetricSummary::toDocument)));
    }

    /** {@return the id of a run: its experiment and its number in it} */
    static String id(RunSpec spec, long number) {
        return spec.experiment() + "-" + number;
    }

    /** {@return the document of a run that begins, without what only live or only restored runs have} */
    static Document.Fields begun(RunSpec spec, long number, Actor actor, Instant started, Document environment) {
        return Document.object()
                .with("id", id(spec, number))
                .with("experiment", spec.experiment())
                .withOptional("name", spec.findName().orElse(null))
                .withOptional("parent", spec.findParent().orElse(null))
                .with("number", number)
                .with("status", RunStatus.RUNNING.name())
                .with("actor", actor.name())
                .with("started", started)
                .with("environment", environment);
    }

    /** Stores the beginning of a run. */
    static void putStarted(MetadataWriter writer, Document.Fields body) {
        writer.put(RUN, body.get("id").text(), body, RunAttributes.of(body, nothingLogged()));
    }

    /** Stores the end of a run: everything it logged, from now on for good. */
    static void putEnded(
            MetadataWriter writer,
            StoredDocument started,
            Document logged,
            RunStatus status,
            Instant ended,
            @Nullable String failure,
            Digest points) {
        Document.Fields body = Document.object(started.body().fields())
                .with("status", status.name())
                .with("ended", ended)
                .withOptional("failure", failure);
        for (String part : List.of(PARAMS, TAGS, METRICS, DATASETS, ARTIFACTS)) {
            body = body.with(part, logged.get(part));
        }
        body = Seal.seal(
                body.withOptional(NOTE, logged.find(NOTE).map(Document::text).orElse(null)), points);
        writer.put(RUN, body.get("id").text(), body, RunAttributes.of(body, body));
    }

    static boolean isRunning(StoredDocument run) {
        return run.body().get("status").text().equals(RunStatus.RUNNING.name());
    }

    /** {@return what a run that goes on has logged so far} */
    static Document.Fields logged(MetadataReader reader, String run) {
        return reader.find(LIVE, run)
                .map(stored -> Document.object(stored.body().fields()))
                .orElseGet(RunDocuments::nothingLogged);
    }

    /** {@return the document of a run, if there is one; none for a text that cannot be an id} */
    static Optional<StoredDocument> stored(MetadataReader reader, String run) {
        return ID.matcher(run).matches() ? reader.find(RUN, run) : Optional.empty();
    }

    static Optional<RunRecord> find(MetadataReader reader, String run) {
        return stored(reader, run).map(found -> record(reader, found));
    }

    static RunRecord record(MetadataReader reader, StoredDocument run) {
        Document body = run.body();
        Document logged = isRunning(run) ? logged(reader, run.id()) : body;
        return new RunRecord(
                run.id(),
                body.get("experiment").text(),
                body.find("name").map(Document::text).orElse(null),
                body.find("parent").map(Document::text).orElse(null),
                body.find("origin").map(Document::text).orElse(null),
                RunStatus.valueOf(body.get("status").text()),
                Actor.of(body.get("actor").text()),
                body.get("started").instant(),
                body.find("ended").map(Document::instant).orElse(null),
                body.find("failure").map(Document::text).orElse(null),
                logged.find(NOTE).map(Document::text).orElse(null),
                logged.get(PARAMS).fields(),
                logged.get(TAGS).textFields(),
                map(logged.get(METRICS).fields(), MetricSummary::from),
                datasets(logged),
                map(logged.get(ARTIFACTS).fields(), digest -> new Digest(digest.text())),
                models(reader, run.id()),
                body.get("environment"),
                Seal.find(body).orElse(null));
    }

    /** {@return the data that a run used, by name} */
    static List<DatasetRef> datasets(Document logged) {
        return logged.get(DATASETS).fields().values().stream()
                .map(DatasetRef::from)
                .toList();
    }

    private static List<String> models(MetadataReader reader, String run) {
        List<String> models = new ArrayList<>();
        Pages.forEach(
                reader, MetadataQuery.of("model-version").whereEqual("run", run), stored -> models.add(stored.id()));
        return models;
    }

    /** {@return the parts of a run, oldest first} */
    static List<RunRecord> nested(MetadataReader reader, String parent) {
        MetadataQuery query = MetadataQuery.of(RUN).whereEqual("parent", parent).ascending("number");
        return Pages.all(reader, query).stream()
                .map(stored -> record(reader, stored))
                .toList();
    }

    private static <A, B> SortedMap<String, B> map(SortedMap<String, A> from, Function<? super A, ? extends B> value) {
        SortedMap<String, B> mapped = new TreeMap<>();
        from.forEach((key, a) -> mapped.put(key, value.apply(a)));
        return mapped;
    }
}

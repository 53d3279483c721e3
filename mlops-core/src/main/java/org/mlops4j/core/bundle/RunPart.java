// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.core.tracking.StoredRuns;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;
import org.mlops4j.identity.Actor;
import org.mlops4j.tracking.PastRun;
import org.mlops4j.tracking.RunArtifacts;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunStatus;

/**
 * A run in a bundle: what it logged in {@value #NAME}, its points and its artifacts beside it. Nothing in it is of the
 * store that it comes from, such as its number, so that it is the same from every store.
 */
final class RunPart {

    private static final String NAME = "run.json";

    private RunPart() {}

    /** {@return what a run is called in every store: by its seal, or as it was called when it was restored} */
    static String origin(RunRecord run) {
        return run.findOrigin()
                .or(() -> run.findSeal().map(seal -> "mlops4j:" + seal.hex()))
                .orElseThrow(() -> new ConflictException(
                        "run '" + run.id() + "' goes on; export it, and versions that it made, when it has ended"));
    }

    /** {@return the run of an origin, restored or made in this store} */
    static Optional<RunRecord> find(Mlops mlops, Document part) {
        String origin = part.get("origin").text();
        return mlops.tracking()
                .findRestored(origin)
                .or(() -> mlops
                        .tracking()
                        .search(
                                part.get("experiment").text(),
                                "started = '" + part.get("started").instant() + "'")
                        .stream()
                        .filter(run -> run.findSeal().isPresent() && origin(run).equals(origin))
                        .findFirst());
    }

    static void write(Mlops mlops, RunRecord run, @Nullable RunRecord parent, BundleWriter bundle) throws IOException {
        String directory = bundle.nextRun();
        SortedMap<String, Document> metrics = new TreeMap<>();
        for (String metric : run.metrics().keySet()) {
            String path = "metrics/" + (metrics.size() + 1) + ".csv";
            metrics.put(metric, Document.of(path));
            String series = mlops.metadata().read(reader -> StoredRuns.series(reader, run.id(), metric));
            addPoints(mlops, series, directory + "/" + path, bundle);
        }
        SortedMap<String, Document> artifacts = new TreeMap<>();
        RunArtifacts stored = mlops.tracking().artifacts(run.id());
        for (String artifact : stored.files().keySet()) {
            String path = "artifacts/" + artifact;
            artifacts.put(artifact, Document.of(path));
            bundle.add(directory + "/" + path, () -> stored.open(artifact));
        }
        bundle.add(
                directory + "/" + NAME,
                document(run, parent)
                        .with("metrics", Document.object(metrics))
                        .with("artifacts", Document.object(artifacts)));
    }

    static Document read(CheckedBundle bundle, String directory) throws IOException {
        return bundle.document(directory + "/" + NAME);
    }

    /**
     * {@return the run, to be restored}
     *
     * @param parent the id of the run that it is a part of, in the store into which it goes
     */
    static PastRun past(CheckedBundle bundle, String directory, Document part, @Nullable String parent) {
        PastRun.Builder run = PastRun.builder(
                        part.get("experiment").text(),
                        part.get("origin").text(),
                        RunStatus.valueOf(part.get("status").text()))
                .actor(Actor.of(part.get("actor").text()))
                .started(part.get("started").instant())
                .ended(part.get("ended").instant())
                .environment(part.get("environment"));
        part.find("name").ifPresent(name -> run.name(name.text()));
        part.find("failure").ifPresent(failure -> run.failure(failure.text()));
        part.find("note").ifPresent(note -> run.note(note.text()));
        if (parent != null) {
            run.parent(parent);
        }
        part.get("params").fields().forEach(run::param);
        part.get("tags").textFields().forEach(run::tag);
        part.get("datasets").list().forEach(dataset -> run.dataset(DatasetRef.from(dataset)));
        for (Map.Entry<String, Document> metric : part.get("metrics").fields().entrySet()) {
            String path = directory + "/" + metric.getValue().text();
            run.metric(metric.getKey(), PointLines.read(path, () -> bundle.open(path)));
        }
        part.get("artifacts")
                .fields()
                .forEach((name, path) -> run.artifact(name, () -> bundle.open(directory + "/" + path.text())));
        return run.build();
    }

    private static Document.Fields document(RunRecord run, @Nullable RunRecord parent) {
        List<Document> datasets =
                run.datasets().stream().map(DatasetRef::toDocument).toList();
        return Document.object()
                .with("origin", origin(run))
                .with("experiment", run.experiment())
                .withOptional("name", run.name())
                .withOptional("parent", parent == null ? null : origin(parent))
                .with("status", run.status().name())
                .with("actor", run.actor().name())
                .with("started", run.started())
                .with("ended", run.findEnded().orElseThrow())
                .withOptional("failure", run.failure())
                .withOptional("note", run.note())
                .with("params", Document.object(run.params()))
                .with("tags", Document.textFields(run.tags()))
                .with("datasets", Document.list(datasets))
                .with("environment", run.environment());
    }

    /** The points are written to a file first: a zip must know how many bytes they have. */
    private static void addPoints(Mlops mlops, String series, String path, BundleWriter bundle) throws IOException {
        Path spool = Files.createTempFile("points-", ".csv");
        try {
            PointLines.write(mlops.series(), series, spool);
            bundle.add(path, () -> Files.newInputStream(spool));
        } finally {
            Files.delete(spool);
        }
    }
}

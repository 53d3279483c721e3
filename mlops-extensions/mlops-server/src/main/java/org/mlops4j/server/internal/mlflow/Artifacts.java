// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.Mlops;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.CorruptException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.ModelManifest;
import org.mlops4j.server.internal.http.Failure;
import org.mlops4j.server.internal.http.Refusal;
import org.mlops4j.server.internal.http.Shown;
import org.mlops4j.storage.StoredBlob;
import org.mlops4j.tracking.RunRecord;

/** The artifacts of runs, logged models and versions: names of blobs. Thread-safe. */
final class Artifacts {

    private final Mlops mlops;
    private final OpenRuns runs;
    private final Experiments experiments;
    private final LoggedModels models;

    Artifacts(Mlops mlops, OpenRuns runs, Experiments experiments, LoggedModels models) {
        this.mlops = mlops;
        this.runs = runs;
        this.experiments = experiments;
        this.models = models;
    }

    /** {@return the digest of each file of an owner by its path} */
    SortedMap<String, Digest> files(ArtifactPlace place) {
        if (place instanceof ArtifactPlace.OfRun of) {
            return run(of).artifacts();
        } else if (place instanceof ArtifactPlace.OfModel of) {
            return models.load(of).files();
        }
        ArtifactPlace.OfVersion of = (ArtifactPlace.OfVersion) place;
        SortedMap<String, Digest> files = new TreeMap<>();
        for (ModelManifest.File file :
                mlops.registry().load(of.model(), of.number()).manifest().files()) {
            files.put(file.name(), file.digest());
        }
        return files;
    }

    /** Stores a file. */
    void put(ArtifactPlace place, String path, InputStream bytes) {
        if (place instanceof ArtifactPlace.OfRun of) {
            runs.change(run(of).id(), run -> run.artifact(path, bytes));
        } else if (place instanceof ArtifactPlace.OfModel of) {
            models.requirePending(of);
            Digest digest = mlops.blobs().put(bytes);
            models.change(of, model -> model.withFile(path, digest));
        } else {
            throw new Refusal(Failure.invalidState("a registered version never changes"));
        }
    }

    /** {@return the bytes of a file of an owner, verified as they are read} */
    InputStream open(Digest digest) {
        try {
            return mlops.blobs().open(digest);
        } catch (NotFoundException e) {
            throw new CorruptException("the bytes of an artifact are gone from the blob store: " + digest, e);
        }
    }

    long bytes(Digest digest) {
        return mlops.blobs().find(digest).map(StoredBlob::bytes).orElse(0L);
    }

    /**
     * {@return what lies directly in a directory, by name; nothing if it is a file or is not there}
     *
     * @param directory the empty text for all that the owner has
     * @param shownBelow put before each name
     */
    List<Document> list(ArtifactPlace place, String directory, String shownBelow) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        SortedMap<String, Document> entries = new TreeMap<>();
        files(place).forEach((path, digest) -> {
            if (path.startsWith(prefix)) {
                String rest = path.substring(prefix.length());
                int slash = rest.indexOf('/');
                String name = slash < 0 ? rest : rest.substring(0, slash);
                Document.Fields entry =
                        Document.object().with("path", shownBelow + name).with("is_dir", slash >= 0);
                entries.put(name, slash >= 0 ? entry : entry.with("file_size", bytes(digest)));
            }
        });
        return new ArrayList<>(entries.values());
    }

    private RunRecord run(ArtifactPlace.OfRun place) {
        RunRecord run = runs.load(place.run());
        if (!experiments.of(run.experiment()).id().equals(place.experiment())) {
            throw new NotFoundException(
                    "there is no run '" + run.id() + "' in experiment " + Shown.text(place.experiment()));
        }
        return run;
    }
}

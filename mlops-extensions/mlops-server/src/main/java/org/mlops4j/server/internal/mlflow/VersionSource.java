// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlops4j.data.Digest;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.server.internal.http.Failure;
import org.mlops4j.server.internal.http.Refusal;
import org.mlops4j.server.internal.http.Shown;

/**
 * Where the files of a version come from: artifacts of a run or of a logged model of this server. A client's URI is
 * never opened; every other one is refused.
 */
final class VersionSource {

    private static final String RUNS = "runs:/";
    private static final String LOGGED_MODELS = "models:/m-";

    private final Artifacts artifacts;
    private final OpenRuns runs;
    private final Experiments experiments;
    private final LoggedModels models;

    VersionSource(Artifacts artifacts, OpenRuns runs, Experiments experiments, LoggedModels models) {
        this.artifacts = artifacts;
        this.runs = runs;
        this.experiments = experiments;
        this.models = models;
    }

    /**
     * {@return a package with the files of a source}
     *
     * @param format of the model
     */
    ModelPackage read(String source, String format) {
        ArtifactPlace.Address address = address(source);
        String directory = address.directory();
        SortedMap<String, Digest> files = below(directory, artifacts.files(address.place()));
        if (files.isEmpty()) {
            throw new Refusal(Failure.notFound("there is no artifact at the source '" + Shown.text(source) + "'"));
        }
        ModelPackage contents = ModelPackage.of(format);
        for (var file : files.entrySet()) {
            contents = contents.withFile(file.getKey(), () -> artifacts.open(file.getValue()));
        }
        return contents;
    }

    /** {@return the run that made what is at a source, if it is known} */
    Optional<String> run(String source) {
        ArtifactPlace place = address(source).place();
        if (place instanceof ArtifactPlace.OfRun of) {
            return Optional.of(of.run());
        } else if (place instanceof ArtifactPlace.OfModel of) {
            return Optional.of(models.load(of).run()).filter(run -> !run.isEmpty());
        }
        return Optional.empty();
    }

    private ArtifactPlace.Address address(String source) {
        if (source.startsWith(ArtifactPlace.SCHEME)) {
            Optional<ArtifactPlace.Address> address =
                    ArtifactPlace.parse(segments(source.substring(ArtifactPlace.SCHEME.length())));
            if (address.isPresent()) {
                return address.get();
            }
        } else if (source.startsWith(RUNS)) {
            List<String> segments = segments(source.substring(RUNS.length()));
            var run = runs.load(segments.get(0));
            String experiment = experiments.of(run.experiment()).id();
            return new ArtifactPlace.Address(
                    ArtifactPlace.ofRun(experiment, run.id()), segments.subList(1, segments.size()));
        } else if (source.startsWith(LOGGED_MODELS)) {
            String id = source.substring("models:/".length());
            return new ArtifactPlace.Address(models.load(id).place(), List.of());
        }
        throw new InvalidException("'source' must be artifacts on this server, such as runs:/<run id>/<path> or "
                + ArtifactPlace.SCHEME + "<experiment>/<run id>/artifacts/<path>, was '" + Shown.text(source) + "'");
    }

    private static List<String> segments(String path) {
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return Arrays.asList(trimmed.split("/", -1));
    }

    private static SortedMap<String, Digest> below(String directory, SortedMap<String, Digest> files) {
        SortedMap<String, Digest> found = new TreeMap<>();
        files.forEach((path, digest) -> {
            if (directory.isEmpty()) {
                found.put(path, digest);
            } else if (path.equals(directory)) {
                found.put(path.substring(path.lastIndexOf('/') + 1), digest);
            } else if (path.startsWith(directory + "/")) {
                found.put(path.substring(directory.length() + 1), digest);
            }
        });
        return found;
    }
}

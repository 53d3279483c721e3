// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.RelativePath;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.DeletedVersion;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.tracking.RunStatus;

/**
 * Logs what is here to an MLflow server, by its REST API: runs that have ended, and versions as models that MLflow
 * loads. Thread-safe; the store that is exported from is not changed.
 *
 * <pre>{@code
 * MlflowExport export = MlflowExport.of(mlops, MlflowConnection.to(URI.create("http://localhost:5000")));
 * export.run("late-flights-12");
 * export.version(mlops.registry().resolve("late-flights@champion"));
 * }</pre>
 *
 * <p>What is there already is not made twice, so an export that broke off is simply repeated. A run is found by its
 * identity and its seal in the tags {@code mlops4j.identity} and {@code mlops4j.seal}, a version by its name and digest
 * in {@code mlops4j.version} and {@code mlops4j.digest}: those of another store that have the same names are others.
 * What MLflow has no form for is left out: types of parameters, environment, approvals, signatures, policies.
 */
public final class MlflowExport {

    private static final String VERSION_TAG = "mlops4j.version";
    private static final String DIGEST_TAG = "mlops4j.digest";
    private static final String MODEL = "model";

    private final Mlops mlops;
    private final MlflowConnection server;

    private MlflowExport(Mlops mlops, MlflowConnection server) {
        this.mlops = mlops;
        this.server = server;
    }

    /** {@return what exports from a store to a server} */
    public static MlflowExport of(Mlops mlops, MlflowConnection server) {
        return new MlflowExport(requireNonNull(mlops, "mlops"), requireNonNull(server, "server"));
    }

    /**
     * Logs a run that has ended, with its points, artifacts and datasets, and before it the runs that it is a part of.
     *
     * @param run its id here
     * @return its id there
     * @throws NotFoundException if there is no such run here
     * @throws InvalidException if it goes on, or the server refuses something of it
     * @throws org.mlops4j.error.StorageException if the server cannot be reached or fails
     */
    public String run(String run) {
        return new RunExport(mlops, server).export(mlops.tracking().load(run));
    }

    /**
     * Registers a version there: its files as {@link MlflowModel} has them, in a run of their own, and the aliases that
     * point at it.
     *
     * @return its number there
     * @throws org.mlops4j.error.IncompatibleException if its format has no flavor
     * @throws InvalidException if the server refuses it
     * @throws org.mlops4j.error.StorageException if the server cannot be reached or fails
     */
    public int version(ModelVersion version) {
        SortedMap<String, byte[]> files = MlflowModel.of(mlops, version).files();
        createModel(version.model());
        String number = find(version).orElseGet(() -> create(version, files));
        for (Alias alias : mlops.registry().aliases(version.model())) {
            if (alias.find().filter(version::equals).isPresent()) {
                post(
                        "mlflow/registered-models/alias",
                        Document.object()
                                .with("name", version.model())
                                .with("alias", alias.name())
                                .with("version", number));
            }
        }
        return Math.toIntExact(Numbers.whole("the number of a version", number));
    }

    /** Removes an alias there if it points at a version that was registered from here. */
    void removeAlias(String model, String alias) {
        Optional<String> number = findAlias(model, alias);
        if (number.isPresent() && isOurs(model, number.get())) {
            server.delete(
                    mlops.json(),
                    "mlflow/registered-models/alias",
                    Document.object().with("name", model).with("alias", alias));
        }
    }

    private Optional<String> findAlias(String model, String alias) {
        try {
            return server
                    .get(mlops.json(), "mlflow/registered-models/get", Map.of("name", model))
                    .get("registered_model")
                    .find("aliases")
                    .map(aliases -> aliases.list())
                    .orElse(List.of())
                    .stream()
                    .filter(there -> there.get("alias").text().equals(alias))
                    .map(there -> there.get("version").text())
                    .findFirst();
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    private boolean isOurs(String model, String number) {
        Document there = server.get(mlops.json(), "mlflow/model-versions/get", Map.of("name", model, "version", number))
                .get("model_version");
        return Stream.concat(
                        mlops.registry().versions(model).stream(),
                        mlops.registry().deleted(model).stream().map(DeletedVersion::version))
                .anyMatch(version -> isOf(version, there));
    }

    private static boolean isOf(ModelVersion version, Document there) {
        return isTagged(there, VERSION_TAG, version.id())
                && isTagged(there, DIGEST_TAG, version.digest().hex());
    }

    private void createModel(String name) {
        try {
            server.get(mlops.json(), "mlflow/registered-models/get", Map.of("name", name));
        } catch (NotFoundException none) {
            post("mlflow/registered-models/create", Document.object().with("name", name));
        }
    }

    private Optional<String> find(ModelVersion version) {
        Document found = server.get(
                mlops.json(),
                "mlflow/model-versions/search",
                Map.of("filter", "name = '" + version.model() + "'", "max_results", "1000"));
        return found.find("model_versions").map(items -> items.list()).orElse(List.of()).stream()
                .filter(there -> isOf(version, there))
                .map(there -> there.get("version").text())
                .findFirst();
    }

    private static boolean isTagged(Document there, String key, String value) {
        return there.find("tags").map(items -> items.list()).orElse(List.of()).stream()
                .anyMatch(tag -> tag.get("key").text().equals(key)
                        && tag.get("value").text().equals(value));
    }

    private String create(ModelVersion version, SortedMap<String, byte[]> files) {
        RunExport runs = new RunExport(mlops, server);
        Document info = runs.start(
                version.model(),
                version.id(),
                version.created(),
                version.author().name(),
                Map.of(VERSION_TAG, version.id()));
        String address = info.get("artifact_uri").text() + "/" + MODEL;
        RelativePath place = RunExport.place(address);
        files.forEach((name, bytes) -> server.put(mlops.json(), place + "/" + name, bytes));
        String run = info.get("run_id").text();
        runs.end(run, RunStatus.FINISHED, version.created());
        return post(
                        "mlflow/model-versions/create",
                        Document.object()
                                .with("name", version.model())
                                .with("source", address)
                                .with("run_id", run)
                                .with(
                                        "tags",
                                        Document.list(RunLog.pairs(Map.of(
                                                VERSION_TAG, version.id(),
                                                DIGEST_TAG, version.digest().hex())))))
                .get("model_version")
                .get("version")
                .text();
    }

    private Document post(String endpoint, Document body) {
        return server.post(mlops.json(), endpoint, body);
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.server.internal.http.Failure;
import org.mlops4j.server.internal.http.Refusal;
import org.mlops4j.server.internal.http.Shown;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** The models that clients log, one audited document each. Thread-safe. */
final class LoggedModels {

    private static final String KIND = "mlflow-logged-model";
    private static final String EXPERIMENT = "experiment";
    private static final String NAME = "name";

    private final Mlops mlops;

    LoggedModels(Mlops mlops) {
        this.mlops = mlops;
    }

    /** {@return a new model without files} */
    LoggedModel create(
            Experiment experiment,
            String name,
            String run,
            String type,
            SortedMap<String, String> tags,
            SortedMap<String, String> params) {
        String id = "m-" + UUID.randomUUID().toString().replace("-", "");
        Instant now = mlops.clock().instant();
        LoggedModel model = new LoggedModel(
                new ArtifactPlace.OfModel(experiment.id(), id),
                Name.requireKey("logged model", name),
                LoggedModel.PENDING,
                now,
                now,
                run,
                type,
                tags,
                params,
                new TreeMap<>());
        mlops.audit().transact("mlflow.model.create", id, "", writer -> put(writer, model));
        return model;
    }

    LoggedModel load(String id) {
        return mlops.metadata()
                .read(reader -> reader.find(KIND, id))
                .map(stored -> LoggedModel.from(stored.body()))
                .orElseThrow(() -> missing(id));
    }

    /** {@return the model of a place, whose experiment must be right too} */
    LoggedModel load(ArtifactPlace.OfModel place) {
        return Optional.of(load(place.model()))
                .filter(model -> model.place().equals(place))
                .orElseThrow(() -> missing(place.model()));
    }

    void requirePending(ArtifactPlace.OfModel place) {
        requirePending(load(place));
    }

    /** Changes the files of a model that is not ready yet. */
    void change(ArtifactPlace.OfModel place, UnaryOperator<LoggedModel> change) {
        change(place.model(), model -> change.apply(requirePending(model)));
    }

    /** {@return a model as it is after a change} */
    LoggedModel change(String id, UnaryOperator<LoggedModel> change) {
        return mlops.audit()
                .transact(
                        "mlflow.model.change",
                        id,
                        "",
                        writer -> put(
                                writer,
                                change.apply(writer.find(KIND, id)
                                        .map(stored -> LoggedModel.from(stored.body()))
                                        .orElseThrow(() -> missing(id)))));
    }

    /** {@return the models of some experiments, of one name if one is given, oldest first} */
    List<LoggedModel> search(List<String> experiments, Optional<String> name, int limit) {
        List<LoggedModel> found = new ArrayList<>();
        for (String experiment : experiments) {
            MetadataQuery ofExperiment =
                    MetadataQuery.of(KIND).whereEqual(EXPERIMENT, experiment).limit(limit);
            MetadataQuery query =
                    name.map(text -> ofExperiment.whereEqual(NAME, text)).orElse(ofExperiment);
            List<StoredDocument> stored = mlops.metadata().read(reader -> reader.query(query));
            stored.forEach(document -> found.add(LoggedModel.from(document.body())));
        }
        found.sort((a, b) -> a.created().compareTo(b.created()));
        return found.subList(0, Math.min(limit, found.size()));
    }

    private static LoggedModel put(MetadataWriter writer, LoggedModel model) {
        Map<String, Document> attributes =
                Map.of(EXPERIMENT, Document.of(model.place().experiment()), NAME, Document.of(model.name()));
        writer.put(KIND, model.place().model(), model.toDocument(), attributes);
        return model;
    }

    private static LoggedModel requirePending(LoggedModel model) {
        if (!model.isPending()) {
            throw new Refusal(Failure.invalidState(
                    "logged model '" + model.place().model() + "' is complete; a complete model never changes"));
        }
        return model;
    }

    private static NotFoundException missing(String id) {
        return new NotFoundException("there is no logged model '" + Shown.text(id) + "'");
    }
}

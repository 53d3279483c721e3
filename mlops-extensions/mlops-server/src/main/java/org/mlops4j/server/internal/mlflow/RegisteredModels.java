// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mlops4j.Mlops;
import org.mlops4j.data.Name;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.search.Field;
import org.mlops4j.search.Search;
import org.mlops4j.server.internal.http.Failure;
import org.mlops4j.server.internal.http.Refusal;
import org.mlops4j.server.internal.http.Shown;
import org.mlops4j.spi.MetadataQuery;
import org.mlops4j.spi.MetadataWriter;
import org.mlops4j.spi.StoredDocument;

/** What clients tell of registered models, one audited document each; a model made in Java needs none. Thread-safe. */
final class RegisteredModels {

    private static final String KIND = "mlflow-registered-model";

    private final Mlops mlops;

    RegisteredModels(Mlops mlops) {
        this.mlops = mlops;
    }

    RegisteredModel create(String name, String description, SortedMap<String, String> tags) {
        Name.require("model", name);
        if (find(name).isPresent()) {
            throw exists(name);
        }
        RegisteredModel model = new RegisteredModel(name, mlops.clock().instant(), description, tags);
        return mlops.audit().transact("mlflow.registered-model.create", name, "", writer -> {
            if (writer.find(KIND, name).isPresent()) {
                throw exists(name);
            }
            return put(writer, model);
        });
    }

    RegisteredModel load(String name) {
        return find(name)
                .orElseThrow(
                        () -> new Refusal(Failure.notFound("there is no registered model '" + Shown.text(name) + "'")));
    }

    RegisteredModel change(String name, UnaryOperator<RegisteredModel> change) {
        RegisteredModel known = load(name);
        return mlops.audit().transact("mlflow.registered-model.change", name, "", writer -> {
            Optional<StoredDocument> stored = writer.find(KIND, name);
            return put(
                    writer,
                    change.apply(stored.map(s -> RegisteredModel.from(s.body())).orElse(known)));
        });
    }

    /** Forgets what clients told of a model that has no version any more. */
    void forget(String name) {
        mlops.audit().transact("mlflow.registered-model.delete", name, "", writer -> writer.delete(KIND, name));
    }

    /** {@return the names of all models, those too that have no version yet, but not those that have none any more} */
    List<String> names() {
        TreeSet<String> names = mlops.registry().models().stream()
                .filter(name -> firstVersion(name).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
        MetadataQuery query = MetadataQuery.of(KIND);
        List<StoredDocument> page = mlops.metadata().read(reader -> reader.query(query));
        while (!page.isEmpty()) {
            page.forEach(stored -> names.add(stored.id()));
            MetadataQuery next = query.after(page.get(page.size() - 1));
            page = mlops.metadata().read(reader -> reader.query(next));
        }
        return List.copyOf(names);
    }

    private Optional<RegisteredModel> find(String name) {
        Optional<RegisteredModel> told = mlops.metadata()
                .read(reader -> reader.find(KIND, name))
                .map(stored -> RegisteredModel.from(stored.body()));
        return told.isPresent() ? told : firstVersion(name).map(RegisteredModels::untold);
    }

    private Optional<ModelVersion> firstVersion(String name) {
        Search first = Search.of(Field.attribute("model").equalTo(Name.require("model", name)))
                .orderBy(Field.attribute("number").ascending())
                .limit(1);
        return mlops.registry().search(first).items().stream().findFirst();
    }

    private static RegisteredModel untold(ModelVersion first) {
        Instant created = first.created();
        return new RegisteredModel(first.model(), created, "", new TreeMap<>());
    }

    private static RegisteredModel put(MetadataWriter writer, RegisteredModel model) {
        writer.put(KIND, model.name(), model.toDocument(), Map.of());
        return model;
    }

    private static AlreadyExistsException exists(String name) {
        return new AlreadyExistsException("registered model '" + name + "' exists already");
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.data.Name;
import org.mlops4j.error.RejectedException;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Routes;

/** The endpoints under {@code mlflow/registered-models}. */
final class RegisteredModelRoutes {

    private static final String ROOT = "mlflow/registered-models/";
    private static final int DEFAULT_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final ModelRegistry registry;
    private final RegisteredModels models;

    RegisteredModelRoutes(ModelRegistry registry, RegisteredModels models) {
        this.registry = registry;
        this.models = models;
    }

    void addTo(Routes routes) {
        routes.add("POST", ROOT + "create", this::create)
                .add("GET", ROOT + "get", this::get)
                .add("GET", ROOT + "search", this::search)
                .add("PATCH", ROOT + "update", this::update)
                .add("POST", ROOT + "set-tag", this::tag)
                .add("GET", ROOT + "get-latest-versions", this::latest)
                .add("POST", ROOT + "get-latest-versions", this::latest)
                .add("POST", ROOT + "alias", this::setAlias)
                .add("GET", ROOT + "alias", this::getAlias);
        routes.add("DELETE", ROOT + "alias", this::removeAlias)
                .add("DELETE", ROOT + "delete-tag", this::untag)
                .add("DELETE", ROOT + "delete", this::delete)
                .refuse("POST", ROOT + "rename", "a model keeps its name; register its versions under another one");
    }

    private Document create(Arguments arguments) {
        RegisteredModel model = models.create(
                arguments.text("name"), arguments.findText("description").orElse(""), Wire.tags(arguments, "tags"));
        return answer(model);
    }

    private Document get(Arguments arguments) {
        return answer(models.load(arguments.text("name")));
    }

    private Document search(Arguments arguments) {
        int limit = arguments.limit("max_results", DEFAULT_PAGE, LARGEST_PAGE);
        Optional<String> name = NameFilter.parse(arguments, "filter");
        String after = arguments.findText("page_token").orElse("");
        List<String> found = models.names().stream()
                .filter(candidate -> candidate.compareTo(after) > 0)
                .filter(candidate -> name.map(candidate::equals).orElse(true))
                .limit(limit + 1L)
                .toList();
        List<String> page = found.subList(0, Math.min(limit, found.size()));
        Document.Fields answer = Wire.withList(
                Document.object(),
                "registered_models",
                page.stream().map(models::load).map(this::wire).toList());
        return found.size() <= limit ? answer : answer.with("next_page_token", page.get(limit - 1));
    }

    private Document update(Arguments arguments) {
        String description = arguments.findText("description").orElse("");
        return answer(models.change(arguments.text("name"), model -> model.withDescription(description)));
    }

    private Document tag(Arguments arguments) {
        String key = Name.requireKey("tag", arguments.text("key"));
        String value = arguments.findText("value").orElse("");
        models.change(arguments.text("name"), model -> model.withTag(key, value));
        return Document.object();
    }

    private Document untag(Arguments arguments) {
        String key = arguments.text("key");
        models.change(arguments.text("name"), model -> model.withoutTag(key));
        return Document.object();
    }

    /** A version in use stays, and with it those before it; what was deleted until then is deleted. */
    private Document delete(Arguments arguments) {
        String name = models.load(arguments.text("name")).name();
        List<String> pointing = registry.aliases(name).stream().map(Alias::name).toList();
        if (!pointing.isEmpty()) {
            throw new RejectedException("model '" + name + "' is in use by its aliases " + String.join(", ", pointing)
                    + "; remove them first");
        }
        List<ModelVersion> versions = registry.versions(name);
        for (int i = versions.size() - 1; i >= 0; i--) {
            registry.delete(versions.get(i), "deleted with the model by an MLflow client");
        }
        models.forget(name);
        return Document.object();
    }

    private Document latest(Arguments arguments) {
        String name = models.load(arguments.text("name")).name();
        List<String> stages = arguments.texts("stages");
        boolean asked = stages.isEmpty() || stages.stream().anyMatch("None"::equalsIgnoreCase);
        return Wire.withList(
                Document.object(), "model_versions", asked ? latestOf(registry.versions(name)) : List.of());
    }

    private Document setAlias(Arguments arguments) {
        ModelVersion version = VersionRoutes.version(registry, arguments);
        registry.alias(version.model(), arguments.text("alias")).moveTo(version, "set by an MLflow client");
        return Document.object();
    }

    private Document getAlias(Arguments arguments) {
        return Document.object()
                .with(
                        "model_version",
                        new VersionAnswer(registry).wire(alias(arguments).current()));
    }

    /** To remove what is not there is no error in the protocol. */
    private Document removeAlias(Arguments arguments) {
        Alias alias = alias(arguments);
        if (alias.find().isPresent()) {
            alias.remove("removed by an MLflow client");
        }
        return Document.object();
    }

    private Alias alias(Arguments arguments) {
        return registry.alias(models.load(arguments.text("name")).name(), arguments.text("alias"));
    }

    private Document answer(RegisteredModel model) {
        return Document.object().with("registered_model", wire(model));
    }

    private Document wire(RegisteredModel model) {
        List<Document> aliases = new ArrayList<>();
        registry.aliases(model.name())
                .forEach(alias -> alias.find()
                        .ifPresent(version -> aliases.add(Document.object()
                                .with("alias", alias.name())
                                .with("version", Integer.toString(version.number())))));
        List<ModelVersion> versions = registry.versions(model.name());
        long updated = versions.isEmpty()
                ? model.created().toEpochMilli()
                : versions.get(versions.size() - 1).created().toEpochMilli();
        Document.Fields wire = Document.object()
                .with("name", model.name())
                .with("creation_timestamp", model.created().toEpochMilli())
                .with("last_updated_timestamp", updated)
                .withOptional("description", model.description().isEmpty() ? null : model.description());
        wire = Wire.withList(wire, "latest_versions", latestOf(versions));
        wire = Wire.withList(wire, "aliases", aliases);
        return model.tags().isEmpty() ? wire : wire.with("tags", Wire.tags(model.tags()));
    }

    private List<Document> latestOf(List<ModelVersion> versions) {
        return versions.isEmpty()
                ? List.of()
                : List.of(new VersionAnswer(registry).wire(versions.get(versions.size() - 1)));
    }
}

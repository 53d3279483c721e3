// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.mlops4j.data.Document;
import org.mlops4j.data.Limits;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.search.Filter;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Routes;

/** The endpoints under {@code mlflow/model-versions}. */
final class VersionRoutes {

    /** The format of a version that a client registers: a directory that MLflow understands. */
    static final String FORMAT = "mlflow";

    static final String SOURCE = "mlflow.source";
    static final String DESCRIPTION = "mlflow.description";
    static final String TAGS = "mlflow.tags";
    static final String MODEL = "mlflow.model_id";

    private static final int DEFAULT_PAGE = 10_000;
    private static final int LARGEST_PAGE = 200_000;

    private final ModelRegistry registry;
    private final RegisteredModels models;
    private final VersionSource sources;
    private final Limits limits;

    VersionRoutes(ModelRegistry registry, RegisteredModels models, VersionSource sources, Limits limits) {
        this.registry = registry;
        this.models = models;
        this.sources = sources;
        this.limits = limits;
    }

    void addTo(Routes routes) {
        routes.add("POST", "mlflow/model-versions/create", this::create)
                .add("GET", "mlflow/model-versions/get", this::get)
                .add("GET", "mlflow/model-versions/get-download-uri", this::downloadUri)
                .add("GET", "mlflow/model-versions/search", this::search);
        routes.add("POST", "mlflow/model-versions/set-tag", this::tag)
                .add("DELETE", "mlflow/model-versions/delete-tag", this::untag)
                .add("PATCH", "mlflow/model-versions/update", this::describe)
                .add("DELETE", "mlflow/model-versions/delete", this::delete)
                .refuse(
                        "POST",
                        "mlflow/model-versions/transition-stage",
                        "the stage of a version is told from its gates, approvals and aliases; give it an alias");
    }

    /** {@return the version that a request names} */
    static ModelVersion version(ModelRegistry registry, Arguments arguments) {
        long number = arguments.whole("version");
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new InvalidException("'version' must be a number from 1, was " + number);
        }
        return registry.load(arguments.text("name"), (int) number);
    }

    private Document create(Arguments arguments) {
        String name = models.load(arguments.text("name")).name();
        SortedMap<String, String> tags = Wire.tags(arguments, "tags");
        RunLogging.check(limits, tags);
        String source = arguments.text("source");
        ModelPackage contents = sources.read(source, FORMAT)
                .property(SOURCE, Document.of(source))
                .property(
                        DESCRIPTION,
                        Document.of(arguments.findText("description").orElse("")));
        Optional<String> model = arguments.findText("model_id");
        contents = model.isPresent() ? contents.property(MODEL, Document.of(model.get())) : contents;
        Optional<String> run = arguments.findText("run_id").or(() -> sources.run(source));
        ModelVersion version =
                run.isPresent() ? registry.register(name, contents, run.get()) : registry.register(name, contents);
        tags.forEach((key, value) -> registry.tags(version).set(key, value));
        return answer(version);
    }

    private Document get(Arguments arguments) {
        return answer(version(registry, arguments));
    }

    private Document downloadUri(Arguments arguments) {
        ModelVersion version = version(registry, arguments);
        return Document.object()
                .with("artifact_uri", new ArtifactPlace.OfVersion(version.model(), version.number()).uri());
    }

    private Document search(Arguments arguments) {
        int limit = Math.min(Search.MOST, arguments.limit("max_results", DEFAULT_PAGE, LARGEST_PAGE));
        List<String> by = arguments.texts("order_by");
        Search all = Search.of(by.isEmpty() ? "order by model, number desc" : "order by " + String.join(", ", by))
                .limit(limit);
        Search filtered = arguments
                .findText("filter")
                .filter(text -> !text.isBlank())
                .map(text -> all.where(Filter.text(text)))
                .orElse(all);
        Page<ModelVersion> page = registry.search(
                arguments.findText("page_token").map(filtered::after).orElse(filtered));
        VersionAnswer answers = new VersionAnswer(registry);
        Document.Fields answer = Wire.withList(
                Document.object(),
                "model_versions",
                page.items().stream().map(answers::wire).toList());
        return answer.withOptional("next_page_token", page.next());
    }

    private Document tag(Arguments arguments) {
        registry.tags(version(registry, arguments))
                .set(arguments.text("key"), arguments.findText("value").orElse(""));
        return Document.object();
    }

    private Document untag(Arguments arguments) {
        registry.tags(version(registry, arguments)).remove(arguments.text("key"));
        return Document.object();
    }

    private Document describe(Arguments arguments) {
        ModelVersion version = version(registry, arguments);
        registry.tags(version)
                .set(
                        VersionAnswer.DESCRIPTION_TAG,
                        arguments.findText("description").orElse(""));
        return answer(version);
    }

    private Document delete(Arguments arguments) {
        registry.delete(version(registry, arguments), "deleted by an MLflow client");
        return Document.object();
    }

    private Document answer(ModelVersion version) {
        return Document.object().with("model_version", new VersionAnswer(registry).wire(version));
    }
}

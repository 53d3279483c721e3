// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelRegistry;
import org.mlops4j.registry.ModelVersion;

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

    VersionRoutes(ModelRegistry registry, RegisteredModels models, VersionSource sources) {
        this.registry = registry;
        this.models = models;
        this.sources = sources;
    }

    void addTo(Routes routes) {
        routes.add("POST", "mlflow/model-versions/create", this::create)
                .add("GET", "mlflow/model-versions/get", this::get)
                .add("GET", "mlflow/model-versions/get-download-uri", this::downloadUri)
                .add("GET", "mlflow/model-versions/search", this::search);
        refuse(routes, "POST", "set-tag");
        refuse(routes, "DELETE", "delete-tag");
        refuse(routes, "PATCH", "update");
        refuse(routes, "DELETE", "delete");
        refuse(routes, "POST", "transition-stage");
    }

    private static void refuse(Routes routes, String method, String change) {
        routes.refuse(
                method,
                "mlflow/model-versions/" + change,
                "a registered version never changes; give it an alias rather than a stage or a tag");
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
        String source = arguments.text("source");
        ModelPackage contents = sources.read(source, FORMAT)
                .property(SOURCE, Document.of(source))
                .property(
                        DESCRIPTION,
                        Document.of(arguments.findText("description").orElse("")))
                .property(TAGS, Document.list(arguments.list("tags")));
        Optional<String> model = arguments.findText("model_id");
        contents = model.isPresent() ? contents.property(MODEL, Document.of(model.get())) : contents;
        Optional<String> run = arguments.findText("run_id").or(() -> sources.run(source));
        ModelVersion version =
                run.isPresent() ? registry.register(name, contents, run.get()) : registry.register(name, contents);
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
        int limit = arguments.limit("max_results", DEFAULT_PAGE, LARGEST_PAGE);
        Optional<String> name = NameFilter.parse(arguments, "filter");
        List<ModelVersion> found = new ArrayList<>();
        for (String model : name.map(List::of).orElseGet(registry::models)) {
            List<ModelVersion> versions = new ArrayList<>(registry.versions(model));
            versions.sort(Comparator.comparingInt(ModelVersion::number).reversed());
            found.addAll(versions);
        }
        return Wire.withList(
                Document.object(),
                "model_versions",
                found.stream()
                        .limit(limit)
                        .map(version -> VersionAnswer.wire(version, List.of()))
                        .toList());
    }

    private Document answer(ModelVersion version) {
        List<String> aliases = registry.aliases(version.model()).stream()
                .filter(alias -> alias.find().filter(version::equals).isPresent())
                .map(alias -> alias.name())
                .toList();
        return Document.object().with("model_version", VersionAnswer.wire(version, aliases));
    }
}

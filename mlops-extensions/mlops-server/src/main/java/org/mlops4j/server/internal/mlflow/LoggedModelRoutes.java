// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.List;
import java.util.Optional;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Routes;
import org.mlops4j.server.internal.http.Shown;

/** The endpoints under {@code mlflow/logged-models}. */
final class LoggedModelRoutes {

    private static final int DEFAULT_PAGE = 50;
    private static final int LARGEST_PAGE = 50;

    private final Mlops mlops;
    private final LoggedModels models;
    private final Experiments experiments;
    private final OpenRuns runs;

    LoggedModelRoutes(Mlops mlops, LoggedModels models, Experiments experiments, OpenRuns runs) {
        this.mlops = mlops;
        this.models = models;
        this.experiments = experiments;
        this.runs = runs;
    }

    void addTo(Routes routes) {
        routes.add("POST", "mlflow/logged-models", this::create)
                .add("POST", "mlflow/logged-models/search", this::search)
                .add("GET", "mlflow/logged-models/{model_id}", this::get)
                .add("PATCH", "mlflow/logged-models/{model_id}", this::complete)
                .add("PATCH", "mlflow/logged-models/{model_id}/tags", this::tag);
    }

    private Document create(Arguments arguments) {
        Optional<String> run =
                arguments.findText("source_run_id").map(id -> runs.load(id).id());
        return answer(models.create(
                experiments.load(arguments.findText("experiment_id").orElse("0")),
                arguments.findText("name").orElse("model"),
                run.orElse(""),
                arguments.findText("model_type").orElse(""),
                Wire.tags(arguments, "tags"),
                Wire.tags(arguments, "params")));
    }

    private Document get(Arguments arguments) {
        return answer(models.load(arguments.text("model_id")));
    }

    private Document complete(Arguments arguments) {
        String status = arguments.text("status");
        if (!List.of(LoggedModel.READY, LoggedModel.FAILED).contains(status)) {
            throw new InvalidException("'status' must be " + LoggedModel.READY + " or " + LoggedModel.FAILED + ", was '"
                    + Shown.text(status) + "'");
        }
        LoggedModel model = models.load(arguments.text("model_id"));
        if (!model.status().equals(status)) {
            models.change(
                    model.place(),
                    pending -> pending.withStatus(status, mlops.clock().instant()));
        }
        return answer(models.load(model.place()));
    }

    private Document tag(Arguments arguments) {
        return answer(models.change(
                arguments.text("model_id"),
                model -> model.withTags(
                        Wire.tags(arguments, "tags"), mlops.clock().instant())));
    }

    private Document search(Arguments arguments) {
        List<LoggedModel> found = models.search(
                arguments.texts("experiment_ids"),
                NameFilter.parse(arguments, "filter"),
                arguments.limit("max_results", DEFAULT_PAGE, LARGEST_PAGE));
        return Wire.withList(
                Document.object(),
                "models",
                found.stream().map(LoggedModel::wire).toList());
    }

    private static Document answer(LoggedModel model) {
        return Document.object().with("model", model.wire());
    }
}

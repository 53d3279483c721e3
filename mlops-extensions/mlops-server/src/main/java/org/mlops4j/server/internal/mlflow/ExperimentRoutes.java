// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.List;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Failure;
import org.mlops4j.server.internal.http.Refusal;
import org.mlops4j.server.internal.http.Routes;
import org.mlops4j.server.internal.http.Shown;

/** The endpoints under {@code mlflow/experiments}. */
final class ExperimentRoutes {

    private static final int DEFAULT_PAGE = 1_000;
    private static final int LARGEST_PAGE = 50_000;

    private final Experiments experiments;

    ExperimentRoutes(Experiments experiments) {
        this.experiments = experiments;
    }

    void addTo(Routes routes) {
        routes.add("POST", "mlflow/experiments/create", this::create)
                .add("GET", "mlflow/experiments/get", this::get)
                .add("GET", "mlflow/experiments/get-by-name", this::getByName)
                .add("GET", "mlflow/experiments/search", this::search)
                .add("POST", "mlflow/experiments/search", this::search)
                .add("POST", "mlflow/experiments/set-experiment-tag", this::tag);
        for (String change : List.of("update", "delete", "restore")) {
            routes.refuse("POST", "mlflow/experiments/" + change, "experiments are never renamed or deleted");
        }
    }

    private Document create(Arguments arguments) {
        if (arguments.findText("artifact_location").isPresent()) {
            throw new InvalidException("'artifact_location' must be left out: the store of the server keeps artifacts");
        }
        Experiment made = experiments.create(arguments.text("name"), Wire.tags(arguments, "tags"));
        return Document.object().with("experiment_id", made.id());
    }

    private Document get(Arguments arguments) {
        return Document.object()
                .with(
                        "experiment",
                        experiments.load(arguments.text("experiment_id")).wire());
    }

    private Document getByName(Arguments arguments) {
        String name = arguments.text("experiment_name");
        Experiment experiment = experiments
                .findByName(name)
                .orElseThrow(
                        () -> new Refusal(Failure.notFound("there is no experiment named '" + Shown.text(name) + "'")));
        return Document.object().with("experiment", experiment.wire());
    }

    private Document search(Arguments arguments) {
        int limit = arguments.limit("max_results", DEFAULT_PAGE, LARGEST_PAGE);
        Optional<String> name = NameFilter.parse(arguments, "filter");
        long after = arguments.findWhole("page_token").orElse(-1L);
        List<Experiment> found = isDeletedOnly(arguments)
                ? List.of()
                : experiments.all().stream()
                        .filter(experiment -> experiment.number() > after)
                        .filter(experiment ->
                                name.map(experiment.name()::equals).orElse(true))
                        .limit(limit + 1L)
                        .toList();
        List<Experiment> page = found.subList(0, Math.min(limit, found.size()));
        Document.Fields answer = Wire.withList(
                Document.object(),
                "experiments",
                page.stream().map(Experiment::wire).toList());
        return found.size() <= limit
                ? answer
                : answer.with("next_page_token", page.get(limit - 1).id());
    }

    private Document tag(Arguments arguments) {
        experiments.tag(
                arguments.text("experiment_id"),
                arguments.text("key"),
                arguments.findText("value").orElse(""));
        return Document.object();
    }

    private static boolean isDeletedOnly(Arguments arguments) {
        return arguments.findText("view_type").filter("DELETED_ONLY"::equals).isPresent();
    }
}

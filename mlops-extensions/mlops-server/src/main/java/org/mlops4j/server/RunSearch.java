// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import java.util.ArrayList;
import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.Tracking;

/** The endpoint that searches runs. */
final class RunSearch {

    private static final int DEFAULT_PAGE = 1_000;
    private static final int LARGEST_PAGE = 50_000;

    private final Tracking tracking;
    private final Experiments experiments;
    private final RunAnswer answers;

    RunSearch(Tracking tracking, Experiments experiments, RunAnswer answers) {
        this.tracking = tracking;
        this.experiments = experiments;
        this.answers = answers;
    }

    void addTo(Routes routes) {
        routes.add("POST", "mlflow/runs/search", this::search);
    }

    private Document search(Arguments arguments) {
        int limit = arguments.limit("max_results", DEFAULT_PAGE, LARGEST_PAGE);
        if (arguments.findText("filter").isPresent()) {
            throw new Refusal(Failure.notImplemented("runs are searched without a filter only"));
        }
        List<RunRecord> found = new ArrayList<>();
        for (String id : arguments.texts("experiment_ids")) {
            found.addAll(tracking.runs(experiments.load(id).name()));
        }
        return Wire.withList(
                Document.object(),
                "runs",
                found.stream().limit(limit).map(answers::wire).toList());
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.List;
import org.mlops4j.data.Document;
import org.mlops4j.search.Field;
import org.mlops4j.search.Filter;
import org.mlops4j.search.Page;
import org.mlops4j.search.Search;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Routes;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.Tracking;

/** The endpoint that searches runs, in the language of {@link Filter}: MLflow's own, and more. */
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
        int limit = Math.min(Search.MOST, arguments.limit("max_results", DEFAULT_PAGE, LARGEST_PAGE));
        String[] names = arguments.texts("experiment_ids").stream()
                .map(id -> experiments.load(id).name())
                .toArray(String[]::new);
        boolean deletedOnly = arguments
                .findText("run_view_type")
                .filter("DELETED_ONLY"::equals)
                .isPresent();
        if (names.length == 0 || deletedOnly) {
            return Document.object();
        }
        Search all = Search.of(order(arguments.texts("order_by")))
                .where(Field.attribute("experiment").in(names))
                .limit(limit);
        Search filtered = arguments
                .findText("filter")
                .map(text -> all.where(Filter.text(text)))
                .orElse(all);
        Page<RunRecord> page = tracking.search(
                arguments.findText("page_token").map(filtered::after).orElse(filtered));
        Document.Fields answer = Wire.withList(
                Document.object(),
                "runs",
                page.items().stream().map(answers::wire).toList());
        return answer.withOptional("next_page_token", page.next());
    }

    private static String order(List<String> by) {
        return by.isEmpty() ? "" : "order by " + String.join(", ", by);
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.mlops4j.data.Document;
import org.mlops4j.data.Limits;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Routes;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunBatch;

/** The endpoints that log to a run. What is answered is durable. */
final class RunLogging {

    private static final int MOST_METRICS = 1_000;
    private static final int MOST_OTHERS = 100;

    private final OpenRuns runs;
    private final ClientFacts facts;

    RunLogging(OpenRuns runs, ClientFacts facts) {
        this.runs = runs;
        this.facts = facts;
    }

    void addTo(Routes routes) {
        routes.add("POST", "mlflow/runs/log-metric", this::metric)
                .add("POST", "mlflow/runs/log-parameter", this::parameter)
                .add("POST", "mlflow/runs/set-tag", this::tag)
                .add("POST", "mlflow/runs/log-batch", this::batch)
                .add("POST", "mlflow/runs/log-model", this::model)
                .add("POST", "mlflow/runs/log-inputs", this::inputs)
                .add("POST", "mlflow/runs/outputs", this::outputs);
    }

    /** Refuses tags that would not be taken, before something is made that has them. */
    static void check(Limits limits, SortedMap<String, String> tags) {
        tags.forEach((key, value) -> limits.requireTag("tag '" + limits.requireKey("tag", key) + "'", value));
    }

    static Run tag(Run run, Map<String, String> tags) {
        RunBatch batch = new RunBatch();
        tags.forEach(batch::tag);
        run.log(batch);
        return run;
    }

    private Document metric(Arguments arguments) {
        Point point = Point.from(arguments);
        runs.change(RunRoutes.id(arguments), run -> {
            run.metric(point.key(), point.value(), point.step(), point.time());
            run.flush();
            return run;
        });
        return Document.object();
    }

    private Document parameter(Arguments arguments) {
        return log(RunRoutes.id(arguments), new RunBatch().param(arguments.text("key"), value(arguments)));
    }

    private Document tag(Arguments arguments) {
        return log(RunRoutes.id(arguments), new RunBatch().tag(arguments.text("key"), value(arguments)));
    }

    private Document batch(Arguments arguments) {
        List<Arguments> metrics = atMost(MOST_METRICS, "metrics", arguments);
        List<Arguments> params = atMost(MOST_OTHERS, "params", arguments);
        List<Arguments> tags = atMost(MOST_OTHERS, "tags", arguments);
        requireAtMost(MOST_METRICS, "metrics, params and tags", metrics.size() + params.size() + tags.size());
        RunBatch batch = new RunBatch();
        metrics.stream()
                .map(Point::from)
                .forEach(point -> batch.metric(point.key(), point.value(), point.step(), point.time()));
        for (Arguments param : params) {
            Object earlier = batch.params().get(param.text("key"));
            if (earlier != null && !earlier.equals(value(param))) {
                throw new InvalidException("parameter '" + param.text("key") + "' has two values in one batch");
            }
            batch.param(param.text("key"), value(param));
        }
        tags.forEach(tag -> batch.tag(tag.text("key"), value(tag)));
        return log(RunRoutes.id(arguments), batch);
    }

    /** Older clients describe a logged model so; newer ones have endpoints for it. */
    private Document model(Arguments arguments) {
        return log(
                RunRoutes.id(arguments), new RunBatch().tag("mlflow.log-model.history", arguments.text("model_json")));
    }

    private Document inputs(Arguments arguments) {
        List<Document> datasets = arguments.objects("datasets").stream()
                .<Document>map(Arguments::fields)
                .toList();
        return describe(arguments, ClientFacts.DATASETS, datasets);
    }

    private Document outputs(Arguments arguments) {
        List<Document> models = arguments.objects("models").stream()
                .<Document>map(model -> Document.object()
                        .with("model_id", model.text("model_id"))
                        .with("step", model.findWhole("step").orElse(0L)))
                .toList();
        return describe(arguments, ClientFacts.OUTPUTS, models);
    }

    private Document describe(Arguments arguments, String list, List<Document> items) {
        runs.change(RunRoutes.id(arguments), run -> {
            facts.change(run.id(), told -> ClientFacts.withItems(told, list, items));
            return run;
        });
        return Document.object();
    }

    private Document log(String id, RunBatch batch) {
        try {
            runs.change(id, run -> {
                run.log(batch);
                return run;
            });
        } catch (AlreadyExistsException e) {
            // Clients explain what a repeated parameter means when they see this code.
            throw new InvalidException(String.valueOf(e.getMessage()), e);
        }
        return Document.object();
    }

    private static String value(Arguments pair) {
        return pair.findText("value").orElse("");
    }

    private static List<Arguments> atMost(int most, String name, Arguments arguments) {
        List<Arguments> items = arguments.objects(name);
        requireAtMost(most, name, items.size());
        return items;
    }

    private static void requireAtMost(int most, String what, int count) {
        if (count > most) {
            throw new InvalidException("a batch has at most " + most + " " + what + ", this one has " + count);
        }
    }

    private record Point(String key, double value, long step, Instant time) {

        static Point from(Arguments arguments) {
            long millis = arguments.whole("timestamp");
            if (millis < 0) {
                throw new InvalidException("'timestamp' must not be negative, was " + millis);
            }
            return new Point(
                    arguments.text("key"),
                    arguments.number("value"),
                    arguments.findWhole("step").orElse(0L),
                    Instant.ofEpochMilli(millis));
        }
    }
}

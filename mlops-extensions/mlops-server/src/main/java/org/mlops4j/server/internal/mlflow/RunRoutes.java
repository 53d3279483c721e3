// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server.internal.mlflow;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.mlops4j.data.Document;
import org.mlops4j.data.Limits;
import org.mlops4j.error.InvalidException;
import org.mlops4j.server.internal.http.Arguments;
import org.mlops4j.server.internal.http.Routes;
import org.mlops4j.server.internal.http.Shown;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunSpec;
import org.mlops4j.tracking.RunStatus;

/** The endpoints that begin, show and end a run. */
final class RunRoutes {

    private final OpenRuns runs;
    private final Experiments experiments;
    private final ClientFacts facts;
    private final RunAnswer answers;
    private final Limits limits;

    RunRoutes(OpenRuns runs, Experiments experiments, ClientFacts facts, RunAnswer answers, Limits limits) {
        this.runs = runs;
        this.experiments = experiments;
        this.facts = facts;
        this.answers = answers;
        this.limits = limits;
    }

    void addTo(Routes routes) {
        routes.add("POST", "mlflow/runs/create", this::create)
                .add("GET", "mlflow/runs/get", this::get)
                .add("POST", "mlflow/runs/update", this::update);
        for (String change : List.of("delete", "restore", "delete-tag")) {
            routes.refuse("POST", "mlflow/runs/" + change, "runs and what they logged are never deleted");
        }
    }

    /** {@return the id of the run that a request is about, by its name of today or of old} */
    static String id(Arguments arguments) {
        return arguments
                .findText("run_id")
                .orElseGet(() ->
                        arguments.findText("run_uuid").orElseThrow(() -> new InvalidException("'run_id' is missing")));
    }

    private Document create(Arguments arguments) {
        Experiment experiment =
                experiments.load(arguments.findText("experiment_id").orElse("0"));
        SortedMap<String, String> tags = Wire.tags(arguments, "tags");
        Optional<String> name =
                arguments.findText("run_name").or(() -> Optional.ofNullable(tags.get(RunAnswer.NAME_TAG)));
        RunSpec spec = RunSpec.of(experiment.name());
        spec = name.isPresent() ? spec.named(name.get()) : spec;
        Optional<String> parent = Optional.ofNullable(tags.get(RunAnswer.PARENT_TAG));
        spec = parent.isPresent() ? spec.within(runs.load(parent.get()).id()) : spec;
        RunLogging.check(limits, tags);
        Run run = runs.start(spec);
        RunLogging.tag(run, tags);
        facts.change(run.id(), told -> {
            Document.Fields more = told.withOptional(
                    ClientFacts.USER, arguments.findText(ClientFacts.USER).orElse(null));
            return time(more, arguments, ClientFacts.START_TIME);
        });
        return Document.object().with("run", answers.wire(runs.load(run.id())));
    }

    private Document get(Arguments arguments) {
        return Document.object().with("run", answers.wire(runs.load(id(arguments))));
    }

    private Document update(Arguments arguments) {
        String id = id(arguments);
        Optional<RunStatus> status = arguments.findText("status").map(RunRoutes::status);
        RunRecord before = runs.load(id);
        boolean repeated = before.status() != RunStatus.RUNNING
                && status.filter(before.status()::equals).isPresent();
        if (!repeated) {
            arguments
                    .findText("run_name")
                    .ifPresent(name -> runs.change(id, run -> {
                        run.tag(RunAnswer.NAME_TAG, name);
                        return name;
                    }));
            status.ifPresent(wanted -> runs.change(id, run -> end(run, wanted, arguments)));
        }
        return Document.object().with("run_info", answers.info(runs.load(id)));
    }

    private Run end(Run run, RunStatus status, Arguments arguments) {
        if (status == RunStatus.RUNNING) {
            return run;
        }
        if (arguments.findWhole(ClientFacts.END_TIME).isPresent()) {
            facts.change(run.id(), told -> time(told, arguments, ClientFacts.END_TIME));
        }
        switch (status) {
            case FINISHED -> run.close();
            case KILLED -> run.kill("its client reported it as killed");
            default -> run.fail(new RuntimeException("the client reported the run as failed"));
        }
        runs.ended(run.id());
        return run;
    }

    private static Document.Fields time(Document.Fields facts, Arguments arguments, String field) {
        return arguments.findWhole(field).map(time -> facts.with(field, time)).orElse(facts);
    }

    private static RunStatus status(String text) {
        return switch (text) {
            case "RUNNING", "SCHEDULED" -> RunStatus.RUNNING;
            case "FINISHED" -> RunStatus.FINISHED;
            case "FAILED" -> RunStatus.FAILED;
            case "KILLED" -> RunStatus.KILLED;
            default ->
                throw new InvalidException(
                        "'status' must be RUNNING, FINISHED, FAILED or KILLED, was '" + Shown.text(text) + "'");
        };
    }
}

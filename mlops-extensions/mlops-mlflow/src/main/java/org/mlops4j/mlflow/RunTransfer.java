// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.identity.Actor;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.PastRun;
import org.mlops4j.tracking.RunRecord;
import org.mlops4j.tracking.RunSpec;
import org.mlops4j.tracking.RunStatus;

/** Brings the runs of a source over, oldest first, but each after the run that it is a part of. */
final class RunTransfer {

    private final Mlops mlops;
    private final Source source;
    private final Ledger ledger;
    private final Deleted deleted;
    private final Map<String, Source.RunHead> heads = new LinkedHashMap<>();
    private final Set<String> seen = new TreeSet<>();
    private final Map<Source.Experiment, String> names = new HashMap<>();

    RunTransfer(Mlops mlops, Source source, Ledger ledger, Deleted deleted) {
        this.mlops = mlops;
        this.source = source;
        this.ledger = ledger;
        this.deleted = deleted;
    }

    /** {@return what a run of MLflow is called as an origin} */
    static String origin(String run) {
        return "mlflow:" + Keys.key(run);
    }

    /** {@return whether an origin is that of a run of MLflow} */
    static boolean isOrigin(String origin) {
        return origin.startsWith(origin(""));
    }

    void transfer() {
        List<Source.RunHead> runs = source.runs(ledger);
        nameExperiments(runs.stream().map(Source.RunHead::experiment).distinct().toList());
        runs.stream()
                .sorted(Comparator.comparing(RunTransfer::begin).thenComparing(Source.RunHead::id))
                .forEach(head -> heads.put(head.id(), head));
        heads.values().forEach(this::transfer);
    }

    /** Two experiments must not become one, so a name that is not the original one gets the id if it is taken. */
    private void nameExperiments(List<Source.Experiment> experiments) {
        for (Source.Experiment experiment : experiments) {
            String name = Keys.name(experiment.name());
            boolean shared = experiments.stream()
                    .anyMatch(other -> other != experiment
                            && Keys.name(other.name()).equals(name)
                            && !experiment.name().equals(name));
            names.put(experiment, shared ? name + "-" + Keys.name(experiment.id()) : name);
        }
    }

    private void transfer(Source.RunHead head) {
        if (!seen.add(head.id())) {
            return;
        }
        String what = "run " + head.id();
        if (head.deleted() && deleted == Deleted.SKIP) {
            ledger.skip(what, "deleted in MLflow");
            return;
        }
        if (head.parent() != null && heads.containsKey(head.parent())) {
            transfer(heads.get(head.parent()));
        }
        Optional<RunRecord> before = mlops.tracking().findRestored(origin(head.id()));
        if (before.isPresent()) {
            ledger.skip(what, "imported before, as " + before.get().id());
        } else {
            ledger.take(what, () -> mlops.tracking().restore(past(head)).id());
        }
    }

    private PastRun past(Source.RunHead head) {
        Source.RunBody body = source.body(head);
        String experiment = names.getOrDefault(
                head.experiment(), Keys.name(head.experiment().name()));
        PastRun.Builder run = PastRun.builder(experiment, origin(head.id()), status(head.status()))
                .started(begin(head))
                .ended(end(head, body.metrics().values()));
        if (status(head.status()) == RunStatus.LOST) {
            run.failure("was " + head.status() + " in MLflow when it was imported");
        }
        name(head, body).ifPresent(run::name);
        if (head.user() != null && !head.user().isBlank()) {
            run.actor(Actor.of(Keys.key(head.user().strip())));
        }
        if (head.parent() != null) {
            mlops.tracking().findRestored(origin(head.parent())).ifPresent(parent -> run.parent(parent.id()));
        }
        addTexts(head, body, run);
        body.metrics().forEach((key, points) -> run.metric(renamed(head, "metric", key), points));
        addInputs(body.inputs(), run);
        source.artifacts(head)
                .ifPresent(tree -> tree.files()
                        .forEach((path, file) ->
                                run.artifact(renamed(head, "artifact", path, Keys.artifact(path)), file)));
        return run.tag("mlflow.run_id", head.id())
                .tag("mlflow.experiment_id", head.experiment().id())
                .tag("mlflow.experiment_name", head.experiment().name())
                .build();
    }

    private void addTexts(Source.RunHead head, Source.RunBody body, PastRun.Builder run) {
        body.params().forEach((key, value) -> {
            String name = renamed(head, "param", key);
            if (value.length() <= mlops.limits().params()) {
                run.param(name, Document.of(value));
            } else {
                addLong(head, "mlflow/params/" + name, value, run);
            }
        });
        body.tags().forEach((key, value) -> {
            String name = renamed(head, "tag", key);
            if (value.length() > mlops.limits().tags()) {
                addLong(head, "mlflow/tags/" + name, value, run);
            } else if (key.equals("mlflow.note.content")) {
                run.note(value);
            } else {
                run.tag(name, value);
            }
        });
    }

    private void addLong(Source.RunHead head, String name, String text, PastRun.Builder run) {
        ledger.note("run " + head.id(), "a value of " + text.length() + " characters is kept as artifact " + name);
        run.artifact(name, () -> new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    /**
     * MLflow's digests are of some rows only, so they are no digests here: what it knows of the data is kept as text.
     */
    private void addInputs(List<Document> inputs, PastRun.Builder run) {
        if (!inputs.isEmpty()) {
            byte[] json = mlops.json().write(Document.list(inputs)).getBytes(UTF_8);
            run.artifact("mlflow/inputs.json", () -> new ByteArrayInputStream(json));
        }
        for (Document input : inputs) {
            input.find("dataset").ifPresent(dataset -> {
                String name = dataset.find("name").map(Document::text).orElse("dataset");
                String digest = dataset.find("digest").map(Document::text).orElse("");
                run.tag(Keys.key("mlflow.dataset." + name), digest);
            });
        }
    }

    private String renamed(Source.RunHead head, String what, String key) {
        return renamed(head, what, key, Keys.key(key));
    }

    private String renamed(Source.RunHead head, String what, String key, String name) {
        if (!name.equals(key)) {
            ledger.note("run " + head.id(), what + " '" + key + "' is called '" + name + "' here");
        }
        return name;
    }

    private static Optional<String> name(Source.RunHead head, Source.RunBody body) {
        return Stream.of(head.name(), body.tags().get("mlflow.runName"))
                .flatMap(Stream::ofNullable)
                .map(name -> name.replaceAll("\\p{Cntrl}", " ").strip())
                .filter(name -> !name.isEmpty())
                .map(name ->
                        name.length() > RunSpec.NAME_CHARACTERS ? name.substring(0, RunSpec.NAME_CHARACTERS) : name)
                .findFirst();
    }

    private static RunStatus status(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "FINISHED" -> RunStatus.FINISHED;
            case "FAILED" -> RunStatus.FAILED;
            case "KILLED" -> RunStatus.KILLED;
            default -> RunStatus.LOST;
        };
    }

    private static Instant begin(Source.RunHead head) {
        @Nullable Instant begin = head.started() == null ? head.ended() : head.started();
        return begin == null ? Instant.EPOCH : begin;
    }

    /** A run that has not ended in MLflow ended, as far as anybody knows, when it last logged something. */
    private static Instant end(Source.RunHead head, Collection<List<MetricPoint>> metrics) {
        Instant begin = begin(head);
        return head.ended() != null
                ? head.ended()
                : metrics.stream()
                        .flatMap(List::stream)
                        .map(MetricPoint::time)
                        .filter(time -> time.isAfter(begin))
                        .max(Comparator.naturalOrder())
                        .orElse(begin);
    }

    /** What becomes of what is in MLflow's bin. */
    enum Deleted {
        SKIP,
        IMPORT
    }
}

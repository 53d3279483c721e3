// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.mlops4j.Mlops;
import org.mlops4j.data.DatasetRef;
import org.mlops4j.data.Digest;
import org.mlops4j.data.Document;
import org.mlops4j.error.InvalidException;
import org.mlops4j.tracking.MetricPoint;
import org.mlops4j.tracking.RunRecord;

/**
 * Carries over what a server lacks of a run that may still go on. How much it has is remembered here after each call,
 * whether it breaks off or not; what was sent and not remembered is sent again, which changes nothing there.
 */
final class RunFollower {

    private static final String KIND = "mlflow-run";

    private final Mlops mlops;
    private final MlflowConnection server;
    private final String to;
    private final Claims claims;
    private final Consumer<InvalidException> refused;

    /**
     * Carries to a server.
     *
     * @param to what the server is called in the ids of what is remembered
     * @param claims keep two followers from making a run twice
     * @param refused is told of what the server does not take; the rest goes over
     */
    RunFollower(Mlops mlops, MlflowConnection server, String to, Claims claims, Consumer<InvalidException> refused) {
        this.mlops = mlops;
        this.server = server;
        this.to = to;
        this.claims = claims;
        this.refused = refused;
    }

    /** {@return how much the server has of a run now} */
    FollowedRun carry(RunRecord run) {
        Optional<FollowedRun> before = find(run.id());
        if (before.filter(FollowedRun::ended).isPresent()) {
            return before.get();
        }
        FollowedRun now = before.orElseGet(() -> start(run));
        try {
            for (UnaryOperator<FollowedRun> step :
                    now.ended() ? List.<UnaryOperator<FollowedRun>>of() : steps(run, now)) {
                now = step.apply(now);
            }
        } finally {
            // Also of a call that breaks off: the next one need not send that again.
            if (!before.equals(Optional.of(now))) {
                Document reached = now.toDocument();
                mlops.metadata().write(writer -> writer.put(KIND, id(run.id()), reached, Map.of()));
            }
        }
        return now;
    }

    private FollowedRun start(RunRecord run) {
        Optional<String> parent = run.findParent()
                .map(id -> find(id).orElseGet(() -> carry(mlops.tracking().load(id)))
                        .there());
        return claims.during(
                "run " + run.id(), () -> FollowedRun.of(new RunExport(mlops, server).findOrStart(run, parent)));
    }

    private List<UnaryOperator<FollowedRun>> steps(RunRecord run, FollowedRun there) {
        RunLog log = new RunLog(mlops, server, there.there(), refused);
        List<UnaryOperator<FollowedRun>> steps = new ArrayList<>();
        steps.add(now -> params(run, log, now));
        steps.add(now -> tags(run, log, now));
        steps.add(now -> datasets(run, log, now));
        run.artifacts().forEach((name, digest) -> steps.add(now -> file(run, name, digest, log, now)));
        run.metrics().forEach((key, summary) -> steps.add(now -> metric(run, key, summary.count(), log, now)));
        run.findEnded()
                .ifPresent(ended -> steps.add(now -> {
                    log.tags(RunExport.sealTag(run));
                    new RunExport(mlops, server).end(now.there(), run.status(), ended);
                    return now.whole();
                }));
        return steps;
    }

    private static FollowedRun params(RunRecord run, RunLog log, FollowedRun before) {
        SortedMap<String, Document> more = new TreeMap<>(run.params());
        more.keySet().removeAll(before.params());
        log.params(more);
        return before.withParams(run.params().keySet());
    }

    private static FollowedRun tags(RunRecord run, RunLog log, FollowedRun before) {
        SortedMap<String, String> all = new TreeMap<>(RunExport.tags(run));
        SortedMap<String, String> more = new TreeMap<>(all);
        more.entrySet().removeAll(before.tags().entrySet());
        log.tags(more);
        return before.withTags(all);
    }

    private FollowedRun file(RunRecord run, String name, Digest digest, RunLog log, FollowedRun before) {
        if (digest.hex().equals(before.files().get(name))) {
            return before;
        }
        try {
            log.artifact(RunExport.place(before.address()), mlops.tracking().artifacts(run.id()), name);
        } catch (InvalidException e) {
            refused.accept(e);
        }
        SortedMap<String, String> all = new TreeMap<>(before.files());
        all.put(name, digest.hex());
        return before.withFiles(all);
    }

    private FollowedRun datasets(RunRecord run, RunLog log, FollowedRun before) {
        List<DatasetRef> more = run.datasets().stream()
                .filter(dataset -> !before.datasets().contains(dataset.name()))
                .toList();
        try {
            log.datasets(more);
        } catch (InvalidException e) {
            refused.accept(e);
        }
        TreeSet<String> all = new TreeSet<>(before.datasets());
        more.forEach(dataset -> all.add(dataset.name()));
        return before.withDatasets(all);
    }

    /** Points of a step before those that are over there wait for the end of the run, when all go again. */
    private FollowedRun metric(RunRecord run, String key, long points, RunLog log, FollowedRun before) {
        FollowedRun.Place place = before.metrics().get(key);
        if (place != null && place.count() == points) {
            return before;
        }
        List<MetricPoint> all = mlops.tracking().metric(run.id(), key);
        List<MetricPoint> more = place == null ? all : place.behind(all);
        long count = more.size() + (place == null ? 0 : place.count());
        if (run.ended() != null && count != all.size()) {
            more = all;
            count = all.size();
        }
        if (more.isEmpty()) {
            return before;
        }
        log.points(key, more);
        return before.withMetric(key, FollowedRun.Place.of(count, all));
    }

    private Optional<FollowedRun> find(String run) {
        return mlops.metadata()
                .read(reader -> reader.find(KIND, id(run)))
                .map(stored -> FollowedRun.from(stored.body()));
    }

    private String id(String run) {
        return to + "/" + run;
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.learning;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.data.Table;
import org.mlops4j.error.InvalidException;
import org.mlops4j.features.VectorReader;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.registry.Signature;
import org.mlops4j.serving.Deployment;
import org.mlops4j.serving.PredictionStreams;
import org.mlops4j.tracking.Run;

/**
 * A linear model that goes on learning from the labels of a deployment. What it knows serves nobody until a snapshot is
 * registered, and a snapshot takes the same gates and the same rollout as any other version.
 *
 * <pre>{@code
 * ContinuousLearner learner = ContinuousLearner.of(mlops, deployment, LearnerSettings.logistic(), Duration.ofDays(2));
 * Pipeline learn = Pipeline.named("learn")
 *         .step("snapshot", learner.registering())
 *         .gate("gates", gates.judging(step -> Trial.of(mlops, version(step), learner.heldOut(lastWeek), "label")))
 *         .build();
 * mlops.pipelines().trigger(learn, Trigger.onRows(PredictionStreams.labels(deployment.name()), 10_000));
 * }</pre>
 *
 * <p>The deployment logs its predictions, all or a sample; the inputs are those that were served. Labels are learned in
 * the order in which they came, the first of several for a request. One request in ten, chosen by its id, is never
 * learned from: {@link #heldOut} gives these rows to gates.
 *
 * <p><b>Crashes and races.</b> What was learned and how far the labels were read are stored together, so each label
 * counts once, wherever a process dies, and the result is that of a process that never did, bit for bit. Several
 * processes may learn for one deployment: one of them takes each page of labels.
 *
 * <p>Holds the inputs of all requests without a label that are younger than the patience in memory. Thread-safe.
 */
public final class ContinuousLearner {

    /** The column of {@link #heldOut} that holds what was true. */
    public static final String LABEL = "label";

    private static final int PAGE = 10_000;

    private final Mlops mlops;
    private final Deployment deployment;
    private final LearnerSettings settings;
    private final Duration patience;
    private final List<String> inputs;
    private final String predictions;
    private final String labels;
    private final Object lock = new Object();
    private @Nullable Progress at;

    private ContinuousLearner(
            Mlops mlops, Deployment deployment, VectorReader features, LearnerSettings settings, Duration patience) {
        this.mlops = mlops;
        this.deployment = deployment;
        this.settings = settings;
        this.patience = patience;
        this.inputs = features.names();
        this.predictions = PredictionStreams.predictions(deployment.name(), features);
        this.labels = PredictionStreams.labels(deployment.name());
    }

    /** What this process holds in memory of a stored state. */
    private record Progress(LearnerState state, LinearLearner learner, PendingRequests pending) {}

    /**
     * {@return the learner of a deployment, which goes on where it was}
     *
     * @param settings of a learner that begins; one that goes on keeps those with which it began
     * @param patience how long after its prediction a label may come
     */
    public static ContinuousLearner of(
            Mlops mlops, Deployment deployment, LearnerSettings settings, Duration patience) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("labels need some time to come, not " + patience);
        }
        return new ContinuousLearner(
                requireNonNull(mlops, "mlops"),
                deployment,
                deployment.features(),
                requireNonNull(settings, "settings"),
                patience);
    }

    /**
     * Learns from all labels that came since the last time.
     *
     * <p>A label that came later than the patience or belongs to no logged request is not learned, nor is one that is
     * not finite, that is neither 0 nor 1 for logistic regression, or whose inputs are not finite. Runs of
     * {@link #register} hold the numbers of both as metrics.
     *
     * @return how many labels it has learned from, in all
     */
    public long learn() {
        synchronized (lock) {
            return learnAll().learner().learned();
        }
    }

    /**
     * Learns, and registers what it knows by now as a version of the deployment's model, in a run of its own.
     *
     * @return the version, which serves nobody yet
     */
    public ModelVersion register() {
        return register(snapshot -> snapshot);
    }

    private ModelVersion register(UnaryOperator<ModelPackage> completed) {
        synchronized (lock) {
            Progress now = learnAll();
            ModelVersion champion = deployment.champion();
            Signature signature = champion.manifest()
                    .findSignature()
                    .orElseThrow(() -> new InvalidException(champion.id()
                            + " has no signature, so nobody knows what its successor must take and give"));
            ModelPackage snapshot = now.learner().toPackage(signature);
            ModelPackage whole =
                    champion.manifest().findFeatures().map(snapshot::features).orElse(snapshot);
            try (Run run = mlops.tracking().start(champion.model())) {
                now.learner().settings().toDocument().fields().forEach((name, value) -> run.param(name, text(value)));
                run.metric("learned_labels", (double) now.learner().learned());
                run.metric("unmatched_labels", (double) now.state().unmatched());
                run.metric("refused_labels", (double) now.state().refused());
                if (now.learner().learned() > 0) {
                    run.metric("progressive_loss", now.learner().meanLoss());
                }
                return run.register(champion.model(), completed.apply(whole));
            }
        }
    }

    /**
     * {@return a step of a pipeline that registers a snapshot, once even if its process dies} Its result has the fields
     * {@code model} and {@code version}.
     */
    public Stage.Work registering() {
        return step -> {
            String key = step.idempotencyKey();
            ModelVersion version = mlops.registry()
                    .findRegistered(deployment.champion().model(), key)
                    .orElseGet(() -> register(snapshot -> snapshot.idempotencyKey(key)));
            step.made(version);
            return Document.object().with("model", version.model()).with("version", version.number());
        };
    }

    /**
     * {@return requests that were never learned from, with their labels: the inputs by their names and {@link #LABEL}}
     *
     * @param since predictions from then on
     */
    public Table heldOut(Instant since) {
        deployment.flush();
        return HeldOut.rows(mlops.events(), predictions, labels, inputs, since, Instant.MAX);
    }

    private Progress learnAll() {
        deployment.flush();
        Progress now = current();
        // What is held is changed while a page is learned, and is not to be used if that fails.
        at = null;
        while (mlops.events().position(labels) > now.state().labels()) {
            now = learnPage(now);
        }
        at = now;
        return now;
    }

    private Progress learnPage(Progress before) {
        LearnerState state = before.state();
        LinearLearner learner = before.learner();
        PendingRequests pending = before.pending();
        Table page = mlops.events().read(labels, state.labels(), PAGE);
        pending.readOn(state.labels());
        long unmatched = state.unmatched();
        long refused = state.refused();
        long latest = Long.MIN_VALUE;
        for (int row = 0; row < page.rowCount(); row++) {
            String id =
                    requireNonNull(page.strings(PredictionStreams.REQUEST_ID).get(row));
            latest = Math.max(latest, page.longs(PredictionStreams.TIME).get(row));
            Optional<double[]> request =
                    pending.take(id, page.longs(PredictionStreams.TIME).get(row));
            double label = page.doubles(LABEL).get(row);
            if (request.isEmpty()) {
                unmatched++;
            } else if (!HeldOut.has(id) && !learner.learn(request.get(), label)) {
                refused++;
            }
        }
        pending.forgetLate(latest);
        long read = state.labels() + page.rowCount();
        LearnerState next = new LearnerState(learner.toDocument(), read, pending.oldest(read), unmatched, refused);
        boolean stored = mlops.audit().transact("learner.learn", deployment.name(), "labels up to " + read, writer -> {
            boolean mine =
                    LearnerState.find(writer, deployment.name()).orElse(fresh()).equals(state);
            if (mine) {
                next.put(writer, deployment.name());
            }
            return mine;
        });
        return stored ? new Progress(next, learner, pending) : load();
    }

    /** {@return what is stored, if another process went on; else what this one holds} */
    private Progress current() {
        Progress held = at;
        LearnerState stored = stored();
        return held != null && held.state().equals(stored) ? held : load();
    }

    private Progress load() {
        LearnerState state = stored();
        PendingRequests pending = new PendingRequests(
                mlops.events(), predictions, inputs, patience, state.oldest().predictions());
        pending.readOn(state.oldest().labels());
        long position = state.oldest().labels();
        while (position < state.labels()) {
            int limit = Math.toIntExact(Math.min(PAGE, state.labels() - position));
            Table learned = mlops.events().read(labels, position, limit);
            for (int row = 0; row < learned.rowCount(); row++) {
                String id = requireNonNull(
                        learned.strings(PredictionStreams.REQUEST_ID).get(row));
                pending.take(id, learned.longs(PredictionStreams.TIME).get(row));
            }
            position += learned.rowCount();
        }
        return new Progress(state, LinearLearner.from(state.learner()), pending);
    }

    private LearnerState stored() {
        return mlops.metadata()
                .read(reader -> LearnerState.find(reader, deployment.name()))
                .orElseGet(this::fresh);
    }

    private LearnerState fresh() {
        return LearnerState.of(LinearLearner.of(inputs.size(), settings));
    }

    private static Object text(Document value) {
        return value instanceof Document.Text text ? text.text() : value.number();
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.AlreadyExistsException;
import org.mlops4j.error.ConflictException;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.NotFoundException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.pipeline.Stage;
import org.mlops4j.pipeline.StepContext;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Deployment;

/**
 * The rollout of a version to a deployment: a state machine whose state is in the store, so that any process that
 * serves the deployment can carry it on. Thread-safe; a handle is cheap.
 *
 * <pre>{@code
 * Rollout rollout = Rollout.of(mlops, deployment);
 * rollout.start(candidate, plan, "passed its gates");
 * RolloutStatus status = rollout.advance();                  // every minute, in any process or in all of them
 * }</pre>
 *
 * <p><b>Stages.</b> The candidate predicts in the shadow, answers a growing share of the requests as the route
 * {@code canary}, and then is what the alias of the deployment points at, while the former champion predicts beside it.
 * Each step is an audited change of the routing or move of the alias; the way back as well. Versions are loaded before
 * they take a request, so no step fails one.
 *
 * <p><b>Judgement.</b> Candidate and champion are compared on what was logged and labelled since the stage began, never
 * with an earlier time: the deployment has to log its predictions. Without data a stage does not end well; after the
 * patience of the plan a person is asked. Predictions, failures and labels of all processes that serve the deployment
 * count, once, whoever looks at them and whatever was restarted meanwhile.
 *
 * <p><b>Crashes and races.</b> Every decision is stored by compare and set before it is carried out, and carrying it
 * out again changes nothing. If somebody else moves the alias or takes the canary away, the rollout pauses rather than
 * undo it.
 */
public final class Rollout {

    private final Mlops mlops;
    private final Deployment deployment;
    private final RolloutStore store;
    private final RolloutStreams streams;
    private final Object lock = new Object();

    private Rollout(Mlops mlops, Deployment deployment) {
        this.mlops = mlops;
        this.deployment = deployment;
        this.store = new RolloutStore(mlops, deployment.name());
        this.streams = RolloutStreams.of(deployment);
    }

    /**
     * {@return the rollout of a deployment of this process}
     *
     * @throws IllegalStateException if the deployment has no features: it logs nothing that could be judged
     */
    public static Rollout of(Mlops mlops, Deployment deployment) {
        return new Rollout(requireNonNull(mlops, "mlops"), requireNonNull(deployment, "deployment"));
    }

    /**
     * Begins with the first stage of a plan.
     *
     * @param candidate a version of the model whose alias the deployment answers with
     * @param reason why, for the audit log
     * @return how it stands
     * @throws AlreadyExistsException if a rollout of the deployment is going on
     * @throws InvalidException if the plan has no stage, the candidate is champion already or of another model, the
     *     deployment does not answer with an alias, or has a canary or shadow
     * @throws ConflictException if another process began one at the same time
     */
    public RolloutStatus start(ModelVersion candidate, RolloutPlan plan, String reason) {
        return start(candidate, plan, null, reason);
    }

    private RolloutStatus start(ModelVersion candidate, RolloutPlan plan, @Nullable String run, String reason) {
        synchronized (lock) {
            Optional<RolloutState> before = store.find();
            if (before.isPresent() && !before.get().phase().over()) {
                throw new AlreadyExistsException("deployment '" + deployment.name() + "' is rolling out "
                        + before.get().versions().candidateReference() + "; roll it back first");
            }
            deployment.refresh();
            var versions = Contest.of(mlops, deployment.routing(), candidate);
            if (plan.stages().isEmpty()) {
                throw new InvalidException("a rollout needs a stage");
            }
            Instant now = mlops.clock().instant();
            RolloutState first = RolloutState.start(plan, versions, run, now, requireNonNull(reason, "reason"));
            if (!store.replace(before, first)) {
                throw new ConflictException(
                        "another process began a rollout of deployment '" + deployment.name() + "' at the same time");
            }
            return apply(first).told();
        }
    }

    /**
     * Looks at the evidence and goes on if it says so: to the next stage, back, or to a pause. Safe to call at any
     * time, by any number of threads and processes, also after a crash in the middle of it. Costs a pass over the
     * predictions, failures and labels that were logged in the stage.
     *
     * @return how it stands now
     * @throws NotFoundException if no rollout was started
     * @throws RejectedException if the policy of the alias does not let the candidate become champion; once it does,
     *     the next call goes on
     */
    public RolloutStatus advance() {
        synchronized (lock) {
            // Read before the routing, which may then be newer, but never older than the state.
            RolloutState stored = require();
            deployment.refresh();
            deployment.flush();
            RolloutState state = stored.applied() ? stored : apply(stored);
            if (!state.applied() || state.phase() != RolloutPhase.RUNNING) {
                return state.told();
            }
            if (!Contest.holds(mlops, state, deployment.routing())) {
                var found = new RolloutState.Finding(
                        "somebody else changed the routing or moved the alias", Document.object());
                store.replace(Optional.of(state), state.paused(found));
                return require().told();
            }
            return judge(state);
        }
    }

    /**
     * Goes on to the next stage although the data do not say so: the decision of a person about a rollout that paused.
     *
     * @param reason why, for the audit log
     * @throws IllegalStateException if it did not pause
     * @throws ConflictException if somebody else decided at the same time
     */
    public RolloutStatus proceed(String reason) {
        synchronized (lock) {
            RolloutState state = require();
            if (state.phase() != RolloutPhase.PAUSED) {
                throw new IllegalStateException("the rollout of deployment '" + deployment.name() + "' is "
                        + state.phase() + ", only one that paused waits for a decision");
            }
            return decide(state, state.promoted(mlops.clock().instant(), finding(reason)));
        }
    }

    /**
     * Lets the former champion answer all requests again: the decision of a person, at any time before the end.
     *
     * @param reason why, for the audit log
     * @throws IllegalStateException if it is over
     * @throws ConflictException if somebody else decided at the same time
     */
    public RolloutStatus rollBack(String reason) {
        synchronized (lock) {
            RolloutState state = require();
            if (state.phase().over()) {
                throw new IllegalStateException(
                        "the rollout of deployment '" + deployment.name() + "' is over: " + state.phase());
            }
            return decide(state, state.rolledBack(mlops.clock().instant(), finding(reason)));
        }
    }

    /** {@return how the last rollout stands, without looking at the evidence, if one was started} */
    public Optional<RolloutStatus> find() {
        return store.find().map(RolloutState::told);
    }

    /**
     * {@return what a wait of a pipeline looks at: starts the rollout, carries it on at every look, and gives its
     * status when it is over} Let {@link #judging} follow. One of the same version that a person began and that is
     * going on becomes the run's own. One that is over counts for its own run only; another run begins a new one.
     *
     * @param candidate which version, from what the run has done so far
     */
    public Stage.Look advancing(CandidateSource candidate, RolloutPlan plan) {
        return step -> {
            ModelVersion version = candidate.candidate(step);
            RolloutStatus status =
                    belongsTo(step.run(), version) ? advance() : start(version, plan, step.run(), "run " + step.run());
            return Optional.of(status).filter(told -> told.phase().over()).map(RolloutStatus::toDocument);
        };
    }

    /** {@return a gate of a pipeline that passes if the rollout succeeded} */
    public Stage.Judge judging() {
        return step -> require().told().verdict();
    }

    /** {@return whether the rollout is that of a run, which takes over what a person began} */
    private boolean belongsTo(String run, ModelVersion candidate) {
        Optional<RolloutState> found = store.find()
                .filter(state -> state.versions().candidateReference().equals(candidate.id()));
        if (found.isEmpty() || found.get().run() != null) {
            return found.map(RolloutState::run).filter(run::equals).isPresent();
        }
        RolloutState state = found.get();
        return !state.phase().over() && (store.replace(found, state.carriedOnBy(run)) || belongsTo(run, candidate));
    }

    /** Tells which version a run is about. */
    @FunctionalInterface
    public interface CandidateSource {

        /** {@return the version} */
        ModelVersion candidate(StepContext step) throws Exception;
    }

    private RolloutStatus judge(RolloutState state) {
        StageEvidence evidence = StageLog.read(mlops.events(), state, streams);
        Instant time = mlops.clock().instant();
        Judgement judgement = Judgement.of(state, evidence, time);
        RolloutState.Finding finding =
                judgement.finding(evidence.toDocument(state.plan().level()));
        RolloutState next = switch (judgement.decision()) {
            case WAIT -> state;
            case PROMOTE -> state.promoted(time, finding);
            case ROLL_BACK -> state.rolledBack(time, finding);
            case PAUSE -> state.paused(finding);
        };
        if (!next.equals(state) && !store.replace(Optional.of(state), next)) {
            return require().told();
        }
        return judgement.decision() == Judgement.Decision.WAIT
                ? next.told(finding)
                : (next.applied() ? next : apply(next)).told();
    }

    private RolloutStatus decide(RolloutState seen, RolloutState next) {
        if (!store.replace(Optional.of(seen), next)) {
            throw new ConflictException("the rollout of deployment '" + deployment.name()
                    + "' went on meanwhile; look at it again before you decide");
        }
        return apply(next).told();
    }

    /** {@return the state with routing and alias as it wants them; unchanged if somebody else was faster} */
    private RolloutState apply(RolloutState state) {
        try {
            Contest.moveAlias(mlops, state);
            deployment.refresh();
            if (!StageRouting.of(state, deployment.routing()).equals(deployment.routing())) {
                deployment.change(
                        now -> require().equals(state) ? StageRouting.of(state, now) : now,
                        state.current().name() + ": " + state.status().reason());
            }
        } catch (ConflictException faster) {
            RolloutState current = require();
            deployment.refresh();
            return current;
        }
        RolloutState next = state.applied(mlops.clock().instant(), LogPositions.now(mlops.events(), streams));
        return store.replace(Optional.of(state), next) ? next : require();
    }

    private RolloutState require() {
        return store.find()
                .orElseThrow(() ->
                        new NotFoundException("no rollout of deployment '" + deployment.name() + "' was started"));
    }

    private static RolloutState.Finding finding(String reason) {
        return new RolloutState.Finding(requireNonNull(reason, "reason"), Document.object());
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import java.util.Optional;
import org.mlops4j.Mlops;
import org.mlops4j.error.InvalidException;
import org.mlops4j.error.RejectedException;
import org.mlops4j.registry.Alias;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.serving.Routing;

/** Candidate and champion, and which of them the alias points at. */
final class Contest {

    private Contest() {}

    /** {@return who would replace whom in a deployment routed like that} */
    static RolloutState.Contenders of(Mlops mlops, Routing routing, ModelVersion candidate) {
        int at = routing.champion().indexOf('@');
        if (at < 0) {
            throw new InvalidException("a rollout moves an alias, but the deployment answers with '"
                    + routing.champion() + "'; let it answer with one such as 'model@champion'");
        }
        if (StageRouting.hasCanary(routing) || routing.findShadow().isPresent()) {
            throw new InvalidException("the deployment has a canary or shadow already: " + routing);
        }
        String model = routing.champion().substring(0, at);
        String alias = routing.champion().substring(at + 1);
        ModelVersion champion = mlops.registry().alias(model, alias).current();
        if (!candidate.model().equals(model) || candidate.number() == champion.number()) {
            throw new InvalidException(candidate + " cannot replace " + champion + " behind " + routing.champion());
        }
        return new RolloutState.Contenders(model, alias, candidate.number(), champion.number());
    }

    /** {@return whether routing and alias are still what the state wants} */
    static boolean holds(Mlops mlops, RolloutState state, Routing routing) {
        int wanted = wantsCandidate(state)
                ? state.versions().candidate()
                : state.versions().champion();
        return StageRouting.of(state, routing).equals(routing)
                && alias(mlops, state).find().map(ModelVersion::number).equals(Optional.of(wanted));
    }

    /** Moves the alias where the state wants it, from where it left it; elsewhere somebody else has put it. */
    static void moveAlias(Mlops mlops, RolloutState state) {
        RolloutState.Contenders versions = state.versions();
        int from = wantsCandidate(state) ? versions.champion() : versions.candidate();
        int to = wantsCandidate(state) ? versions.candidate() : versions.champion();
        Alias alias = alias(mlops, state);
        Optional<ModelVersion> now = alias.find();
        if (now.isEmpty() || now.get().number() != from) {
            return;
        }
        ModelVersion target = mlops.registry().load(versions.model(), to);
        String reason = state.status().reason();
        try {
            alias.moveTo(target, now, reason);
        } catch (RejectedException e) {
            if (wantsCandidate(state)) {
                throw e;
            }
            // The way back needs no approval, which the former champion may have outlived.
            alias.rollback(reason);
        }
    }

    private static boolean wantsCandidate(RolloutState state) {
        return switch (state.phase()) {
            case SUCCEEDED -> true;
            case ROLLED_BACK -> false;
            case RUNNING, PAUSED -> state.current() instanceof RolloutStage.Watch;
        };
    }

    private static Alias alias(Mlops mlops, RolloutState state) {
        return mlops.registry().alias(state.versions().model(), state.versions().alias());
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import org.jspecify.annotations.Nullable;
import org.mlops4j.serving.Routing;

/** The routing that a state of a rollout wants: what is there, with another canary and shadow. */
final class StageRouting {

    private StageRouting() {}

    static Routing of(RolloutState state, Routing now) {
        if (state.phase().over()) {
            return with(now, null, null);
        }
        RolloutStage stage = state.current();
        if (stage instanceof RolloutStage.Canary canary) {
            return with(now, canary, null).canary(state.versions().candidateReference(), canary.share());
        }
        String shadow = stage instanceof RolloutStage.Watch
                ? state.versions().championReference()
                : state.versions().candidateReference();
        return with(now, null, shadow);
    }

    private static Routing with(Routing now, RolloutStage.@Nullable Canary canary, @Nullable String shadow) {
        boolean drop = canary == null && hasCanary(now);
        Routing kept = drop ? now.without(Routing.CANARY) : now;
        return new Routing(
                kept.champion(),
                kept.arms(),
                kept.segments(),
                shadow,
                kept.stickyBy(),
                kept.fallback(),
                kept.protection());
    }

    static boolean hasCanary(Routing routing) {
        return routing.arms().stream().anyMatch(arm -> arm.name().equals(Routing.CANARY));
    }
}

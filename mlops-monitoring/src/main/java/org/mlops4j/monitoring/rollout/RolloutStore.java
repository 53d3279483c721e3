// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.monitoring.rollout;

import java.util.Map;
import java.util.Optional;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataReader;

/** The state of the rollout of a deployment, changed by compare and set; each change is an entry of the audit log. */
final class RolloutStore {

    private static final String KIND = "rollout";

    private final Mlops mlops;
    private final String deployment;

    RolloutStore(Mlops mlops, String deployment) {
        this.mlops = mlops;
        this.deployment = deployment;
    }

    Optional<RolloutState> find() {
        return mlops.metadata().read(this::find);
    }

    /**
     * Stores a state in place of the one that was seen.
     *
     * @param seen empty if there was none
     * @return whether it is stored; else another thread or process was faster
     */
    boolean replace(Optional<RolloutState> seen, RolloutState next) {
        String reason = next.current().name() + ", " + Document.of(next.phase()).text() + ": "
                + next.status().reason();
        return mlops.audit().transact("rollout.advance", deployment, reason, writer -> {
            if (!find(writer).equals(seen)) {
                return false;
            }
            writer.put(
                    KIND,
                    deployment,
                    next.toDocument(),
                    Map.of(
                            "phase",
                            Document.of(next.phase()),
                            "model",
                            Document.of(next.versions().model())));
            return true;
        });
    }

    private Optional<RolloutState> find(MetadataReader reader) {
        return reader.find(KIND, deployment).map(stored -> RolloutState.from(stored.body()));
    }
}

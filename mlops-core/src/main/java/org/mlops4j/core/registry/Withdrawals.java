// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.registry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.mlops4j.data.Document;
import org.mlops4j.governance.Stage;
import org.mlops4j.identity.Actor;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.spi.MetadataReader;
import org.mlops4j.spi.MetadataWriter;

/** Which versions were retired or recalled, as documents. A retired version may be recalled later, not the reverse. */
final class Withdrawals {

    private static final String KIND = "version-withdrawal";

    private Withdrawals() {}

    static Optional<Withdrawal> find(MetadataReader reader, ModelVersion version) {
        return reader.find(KIND, version.id()).map(stored -> Withdrawal.from(stored.body()));
    }

    static Withdrawal put(MetadataWriter writer, ModelVersion version, Withdrawal withdrawal) {
        writer.put(KIND, version.id(), withdrawal.toDocument(), Map.of());
        return withdrawal;
    }

    /**
     * Why a version is not used any more.
     *
     * @param stage {@link Stage#RETIRED} or {@link Stage#RECALLED}
     */
    record Withdrawal(Stage stage, Actor actor, Instant time, String reason) {

        static Withdrawal from(Document document) {
            return new Withdrawal(
                    Stage.valueOf(document.get("stage").text()),
                    Actor.of(document.get("actor").text()),
                    document.get("time").instant(),
                    document.get("reason").text());
        }

        Document toDocument() {
            return Document.object()
                    .with("stage", stage.name())
                    .with("actor", actor.name())
                    .with("time", time)
                    .with("reason", reason);
        }

        @Override
        public String toString() {
            return (stage == Stage.RECALLED ? "recalled" : "retired") + " by " + actor + " at " + time
                    + (reason.isEmpty() ? "" : ": " + reason);
        }
    }
}

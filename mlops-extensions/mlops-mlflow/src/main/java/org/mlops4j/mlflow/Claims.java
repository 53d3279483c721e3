// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.error.ConflictException;

/**
 * Lets one follower at a time make something at a server: to look there for what is made already, and to make it, are
 * two requests, between which another one might make it too. A claim outlives the slowest answer that is waited for,
 * and ends by itself if the process that has it dies.
 *
 * @param mlops the store that the followers share
 * @param to what the server is called in ids
 */
record Claims(Mlops mlops, String to) {

    private static final String KIND = "mlflow-claim";

    /** Some requests of {@link MlflowConnection#ANSWER} each: find or make an experiment, find a run, make it. */
    private static final Duration LONGEST = MlflowConnection.ANSWER.multipliedBy(5);

    /**
     * {@return what some work returned while nobody else had the claim}
     *
     * @throws ConflictException if another one has it
     */
    <T> T during(String what, Supplier<T> work) {
        String id = to + "/" + what;
        String owner = UUID.randomUUID().toString();
        claim(id, what, owner);
        try {
            return work.get();
        } finally {
            mlops.metadata()
                    .write(writer -> writer.find(KIND, id)
                            .filter(stored -> stored.body().get("owner").text().equals(owner))
                            .map(mine -> writer.delete(KIND, id)));
        }
    }

    private void claim(String id, String what, String owner) {
        Instant now = mlops.clock().instant();
        mlops.metadata().write(writer -> {
            writer.find(KIND, id)
                    .filter(stored -> stored.body().get("until").instant().isAfter(now))
                    .ifPresent(other -> {
                        throw new ConflictException("another follower makes " + what + " there at this moment");
                    });
            return writer.put(
                    KIND, id, Document.object().with("owner", owner).with("until", now.plus(LONGEST)), Map.of());
        });
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;
import org.mlops4j.spi.MetadataWriter;

/**
 * The stored word whether a deployment may answer; every process that serves it reads the same. Thread-safe: reading
 * the store and remembering what it said is one step, so an older word never covers a newer one.
 */
public final class KillSwitch {

    private static final String KIND = "kill-switch";

    private final Mlops mlops;
    private final String deployment;
    private volatile @Nullable String reason;

    KillSwitch(Mlops mlops, String deployment) {
        this.mlops = mlops;
        this.deployment = deployment;
    }

    /** Stops a deployment in every process that serves it, as part of a transaction. */
    public static void stop(MetadataWriter writer, String deployment, String why) {
        writer.put(KIND, deployment, Document.object().with("reason", why), Map.of());
    }

    /** {@return why the deployment is stopped as far as this process knows, or {@code null}} */
    @Nullable String reason() {
        return reason;
    }

    /** Reads the store. */
    synchronized void refresh() {
        reason = mlops.metadata()
                .read(r -> r.find(KIND, deployment))
                .flatMap(d -> d.body().find("reason"))
                .map(Document::text)
                .orElse(null);
    }

    synchronized void stop(String why) {
        mlops.audit().transact("deployment.stop", deployment, why, tx -> {
            stop(tx, deployment, why);
            return deployment;
        });
        reason = why;
    }

    synchronized void resume(String why) {
        mlops.audit().transact("deployment.resume", deployment, why, tx -> tx.delete(KIND, deployment));
        reason = null;
    }
}

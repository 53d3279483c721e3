// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.core.serving;

import java.util.Map;
import java.util.Optional;
import org.mlops4j.Mlops;
import org.mlops4j.data.Document;

/** The stored word whether a deployment may answer; every process that serves it reads the same. */
final class KillSwitch {

    private static final String KIND = "kill-switch";

    private final Mlops mlops;
    private final String deployment;

    KillSwitch(Mlops mlops, String deployment) {
        this.mlops = mlops;
        this.deployment = deployment;
    }

    /** {@return why the deployment is stopped, if it is} */
    Optional<String> reason() {
        return mlops.metadata()
                .read(r -> r.find(KIND, deployment))
                .flatMap(d -> d.body().find("reason"))
                .map(Document::text);
    }

    void stop(String reason) {
        mlops.audit()
                .transact(
                        "deployment.stop",
                        deployment,
                        reason,
                        tx -> tx.put(KIND, deployment, Document.object().with("reason", reason), Map.of()));
    }

    void resume(String reason) {
        mlops.audit().transact("deployment.resume", deployment, reason, tx -> tx.delete(KIND, deployment));
    }
}

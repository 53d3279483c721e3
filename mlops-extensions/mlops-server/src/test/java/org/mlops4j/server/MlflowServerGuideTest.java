// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.tracking.MlflowClient;
import org.mlops4j.Mlops;
import org.mlops4j.tracking.RunRecord;

/** The code of the guide "A server for MLflow's clients", in its order. */
class MlflowServerGuideTest {

    @TempDir
    Path directory;

    @Test
    void clientsLogToTheStore() {
        try (Mlops mlops = Mlops.open(directory);
                MlflowServer server = MlflowServer.on(mlops).port(0).start()) {
            System.out.println("MLFLOW_TRACKING_URI=" + server.uri());
            logByMlflow(server.uri().toString());
        }

        try (Mlops mlops = Mlops.open(directory)) {
            List<RunRecord> best = mlops.tracking().search("late-flights", "order by metrics.auc desc limit 1");
            assertThat(best).extracting(run -> run.tags().get("mlflow.runName")).containsExactly("deep trees");
        }
    }

    @Test
    void aTokenOpensTheServerToOthers() throws Exception {
        Mlops mlops = Mlops.open(directory);
        InetAddress everywhere = InetAddress.getByName("0.0.0.0");
        String secret = "a secret of at least 16 characters";
        MlflowServer server = MlflowServer.on(mlops)
                .port(0)
                .address(everywhere)
                .bearerToken(secret)
                .artifactBytes(1L << 30)
                .start();
        assertThat(server.uri().getPort()).isPositive();
        server.close();
        mlops.close();
    }

    private static void logByMlflow(String trackingUri) {
        try (MlflowClient client = new MlflowClient(trackingUri)) {
            String experiment = client.createExperiment("late-flights");
            String run = client.createRun(experiment).getRunId();
            client.setTag(run, "mlflow.runName", "deep trees");
            client.logParam(run, "depth", "6");
            client.logMetric(run, "auc", 0.741);
            client.setTerminated(run);
        }
    }
}

// SPDX-FileCopyrightText: 2026 The mlops4j authors
// SPDX-License-Identifier: Apache-2.0
package org.mlops4j.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.Mlops;
import org.mlops4j.registry.ModelPackage;
import org.mlops4j.registry.ModelVersion;
import org.mlops4j.server.MlflowServer;
import org.mlops4j.tracking.Run;
import org.mlops4j.tracking.RunRecord;

class MlflowGuideTest {

    @TempDir
    Path directory;

    private Mlruns mlruns;

    @BeforeEach
    void write() {
        mlruns = new Mlruns(directory.resolve("mlruns"))
                .experiment("0", "Default")
                .run("0", Mlruns.RUN, 3, "1714565400456", "active");
    }

    @Test
    void aDirectoryIsImported() {
        Path store = directory.resolve("mlops");
        Path from = mlruns.root();

        try (Mlops mlops = Mlops.open(store)) {
            ImportReport report = MlflowImport.into(mlops).mlruns(from);
            report.refused().forEach(item -> System.err.println(item.what() + ": " + item.detail()));

            RunRecord run = mlops.tracking()
                    .findRestored("mlflow:0b2f4cdd0a2b4c8ba9a5c9a2a5d8f3c1")
                    .orElseThrow();
            assertThat(run.id()).isEqualTo("Default-1");
        }
    }

    @Test
    void aModelIsImported() {
        mlruns.file("m/MLmodel", ModelImportTest.resource("xgboost.MLmodel"))
                .copy("m/model.ubj", ModelImportTest.bytes("golden.ubj"));
        Path model = mlruns.root().resolve("m");

        try (Mlops mlops = Mlops.open(directory.resolve("mlops"))) {
            MlflowImport.into(mlops).model(model, "late-flights");

            assertThat(mlops.registry().load("late-flights", 1).manifest().format())
                    .isEqualTo("xgboost");
        }
    }

    @Test
    void whatIsHereGoesToAServerAndIntoDirectories() {
        try (Mlops mlops = Mlops.open(directory.resolve("mlops"));
                Mlops shared = Mlops.open(directory.resolve("shared"));
                MlflowServer running = MlflowServer.on(shared).port(0).start()) {
            URI trackingUri = running.uri();
            String id;
            try (Run run = mlops.tracking().start("late-flights")) {
                run.metric("auc", 0.74);
                id = run.id();
            }
            ModelVersion version = mlops.registry()
                    .register(
                            "late-flights",
                            ModelPackage.of("xgboost").withFile("model", ModelImportTest.bytes("golden.ubj")));
            Path target = directory.resolve("late-flights");

            MlflowModel.of(mlops, version).writeTo(target);

            MlflowConnection server = MlflowConnection.to(trackingUri);
            MlflowExport export = MlflowExport.of(mlops, server);
            String there = export.run(id);
            int number = export.version(version);

            assertThat(shared.tracking().load(there).metrics()).containsKey("auc");
            assertThat(number).isOne();

            ImportReport report = MlflowImport.into(mlops).server(server);

            assertThat(report.refused()).isEmpty();
        }
    }

    @Test
    void aServerFollowsWhatGoesOnHere() {
        try (Mlops mlops = Mlops.open(directory.resolve("mlops"));
                Mlops shared = Mlops.open(directory.resolve("shared"));
                MlflowServer running = MlflowServer.on(shared).port(0).start()) {
            MlflowConnection server = MlflowConnection.to(running.uri());

            try (MlflowFollower follower = MlflowFollower.of(mlops, server).start();
                    Run run = mlops.tracking().start("late-flights")) {
                for (int round = 1; round <= 100; round++) {
                    run.metric("logloss", 1.0 / round, round);
                }
                System.out.println(follower.status().behind() + " changes to go");
            }

            assertThat(shared.tracking()
                            .runs("late-flights")
                            .get(0)
                            .metrics()
                            .get("logloss")
                            .count())
                    .isEqualTo(100);
        }
    }
}
